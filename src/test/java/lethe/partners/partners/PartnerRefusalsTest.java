package lethe.partners.partners;

import static lethe.partners.partners.Companies.names;
import static lethe.partners.partners.Companies.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields of partners are refused, and how errors are reported. */
class PartnerRefusalsTest extends PartnerOfAcme {
    @ParameterizedTest
    @ValueSource(strings = {"iban", "legalName", "status", "id", "createdAt", "billing"})
    void refusesUnknownFields(String field) {
        var created = house.ada().post("/partners", with("name", "Beta", field, "x"));
        var changed = house.ada().patch(acme, with(field, "x"));

        for (var refused : List.of(created, changed)) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.problem()).isEqualTo("unknown-field");
            assertThat(refused.json().path("errors").path(0).path("field").asString())
                    .isEqualTo(field);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name         | ''                                 | required
            name         | '   '                              | required
            name         | klara@kanari.example               | email-inside
            website      | acme.example                       | web-address
            website      | javascript:alert(1)                | web-address
            website      | ftp://acme.example                 | web-address
            website      | https://                           | web-address
            website      | https:///path                      | web-address
            website      | https://acme.example/a b           | web-address
            website      | https://user:secret@acme.example/  | web-address
            website      | https://acme.example/?to=klara@kanari.example | email-inside
            website      | https://acme.example/?to=klara%40kanari.example | email-inside
            website      | https://acme.example/\\            | web-address
            contactEmail | klara                              | email
            contactEmail | klara@kanari                       | email
            category     | to klara@kanari.example            | email-inside
            """)
    void reportsErrorsAtTheirFields(String field, String value, String code) {
        var created = house.ada().post("/partners", with("name", "Beta", field, value));
        var changed = house.ada().patch(acme, with(field, value));

        for (var refused : List.of(created, changed)) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.problem()).isEqualTo("validation");
            assertThat(refused.json().path("errors").path(0).path("field").asString())
                    .isEqualTo(field);
            assertThat(refused.json().path("errors").path(0).path("code").asString())
                    .isEqualTo(code);
        }
        assertThat(names(house.ada().get("/partners"))).containsExactly("Acme");
        assertThat(house.ada().get(acme).json().path("version").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://acme.example",
                "HTTPS://ACME.example:8443/a?b=c#d",
                "https://bücher.example/größe",
                "https://192.0.2.1/"
            })
    void acceptsAnyWebAddress(String website) {
        assertThat(house.ada().patch(acme, with("website", website)).text("website"))
                .isEqualTo(website);
    }

    @Test
    void reportsAllErrorsTogether() {
        var refused = house.ada()
                .post(
                        "/partners",
                        with("name", "a".repeat(121), "website", "x", "contactEmail", "x", "category", "a\u0007b"));

        assertThat(refused.json()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("code").asString())
                        .toList())
                .containsExactly("too-long", "web-address", "email", "control-character");
    }

    @Test
    void countsLengthInCodePoints() {
        assertThat(house.ada()
                        .patch(acme, with("name", "🜁".repeat(120), "category", "🜁".repeat(60)))
                        .status())
                .isEqualTo(200);
        assertThat(house.ada().patch(acme, with("category", "🜁".repeat(61))).status())
                .isEqualTo(422);
    }

    @Test
    void refusesMalformedBodies() {
        assertThat(house.ada().send("PATCH", acme, "{\"name\":null}").status()).isEqualTo(400);
        assertThat(house.ada().send("PATCH", acme, "{\"version\":\"1\"}").status())
                .isEqualTo(400);
        assertThat(house.ada().send("PATCH", acme, "{\"name\":\"\\ud800\"}").status())
                .isLessThan(500);
        assertThat(house.ada().send("DELETE", acme, "{\"reason\":\"x\"}").status())
                .isEqualTo(400);
    }

    @Test
    void nullAndEmptyTextRemoveOptionalFields() {
        var full = with("website", "https://acme.example", "contactEmail", "info@acme.example", "category", "Supplier");
        for (var field : List.of("website", "contactEmail", "category")) {
            for (var empty : List.of("null", "\"\"")) {
                house.ada().patch(acme, full);
                assertThat(house.ada().patch(acme, with("name", "Acme")).text(field))
                        .isEqualTo(full.get(field));

                var changed = house.ada().send("PATCH", acme, "{\"" + field + "\":" + empty + "}");

                assertThat(changed.status()).as(changed.body()).isEqualTo(200);
                assertThat(house.ada().get(acme).json().has(field))
                        .as(field + empty)
                        .isFalse();
            }
        }
        assertThat(house.ada()
                        .send("POST", "/partners", "{\"name\":\"New\",\"website\":null}")
                        .status())
                .as("null removes from what is there, and nothing is")
                .isEqualTo(400);
    }

    @Test
    void deactivationRequiresAReason() {
        for (var form : List.of(with(), with("reason", " "), with("reason", "ask klara@kanari.example"))) {
            var refused = house.ada().post(acme + "/deactivation", form);

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().path("errors").path(0).path("field").asString())
                    .isEqualTo("reason");
        }
        assertThat(house.ada().get(acme).text("status")).isEqualTo("ACTIVE");
    }
}
