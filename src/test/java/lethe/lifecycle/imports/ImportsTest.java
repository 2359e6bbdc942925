package lethe.lifecycle.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lethe.Stage;
import lethe.lifecycle.staging.ImportId;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;

class ImportsTest extends Importing {
    @Autowired
    private ImportLinks handouts;

    @Test
    void createsUsersWithWorkingSignInLinks() {
        var klara = Stage.email("klara");
        var uploaded = upload(HEADER + line(klara) + line(Stage.email("j")));
        assertThat(until(uploaded, "CHECKED").json().path("valid").asInt()).isEqualTo(2);

        assertThat(start(uploaded, "INTERNAL", "Viewer").status()).isEqualTo(202);
        var done = until(uploaded, "DONE");
        var links = ada.get(path(uploaded) + "/links");

        assertThat(done.json().path("created").asInt()).isEqualTo(2);
        var lines = links.body().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("line;userId;link");
        assertThat(lines).hasSize(3);
        var first = lines.get(1).split(";");
        assertThat(first[0]).isEqualTo("2");
        var user = ada.get("/users/" + first[1]);
        assertThat(user.text("email")).isEqualTo(klara);
        assertThat(user.text("status")).isEqualTo("INVITED");
        assertThat(user.json().at("/consent/attestedBy").asString()).isEqualTo(house.adaId());
        assertThat(user.json().at("/consent/language").asString()).isEqualTo("de");
        var secret = first[2].substring(first[2].lastIndexOf('/') + 1);
        assertThat(stage.anybody().post("/sign-in", Map.of("link", secret)).text("state"))
                .isEqualTo("NEW_PASSWORD_REQUIRED");
        assertThat(ada.get(path(uploaded) + "/links").status()).isEqualTo(410);
        assertThat(ada.get("/audit?action=user.created&target=" + first[1]).body())
                .contains(uploaded.text("id"), house.adaId());
    }

    /** With many batches, the later links are written long after the request was authorised. */
    @Test
    void stopsWritingLinksWhenThePermissionIsLost() throws IOException {
        var bea = house.person(stage.anybody(), "Bea", "ADMIN", "Administrator");
        var uploaded = upload(HEADER + line(Stage.email("klara")));
        until(uploaded, "CHECKED");
        start(uploaded, "INTERNAL", "Viewer");
        until(uploaded, "DONE");
        var organisation = OrganisationId.parse(house.id()).orElseThrow();
        var asSheWas = Actor.user(organisation, UserId.parse(bea.id()).orElseThrow(), UserType.ADMIN, Set.of());
        ada.post("/users/" + bea.id() + "/suspension", Map.of("reason", "A quarrel."));
        var written = new MockHttpServletResponse();
        var sheet = CsvOutput.forPrograms(written, "links.csv");

        assertThatThrownBy(() -> TenantContext.run(
                        organisation,
                        () -> handouts.write(
                                asSheWas, ImportId.parse(uploaded.text("id")).orElseThrow(), sheet)))
                .isInstanceOf(SignInFailed.class);

        assertThat(written.getContentAsString()).doesNotContain("/link/");
        assertThat(ada.get(path(uploaded) + "/links").body()).contains("/link/");
    }

    @Test
    void createsNothingWithoutConsentToTheCurrentNotice() {
        var uploaded = upload(HEADER + line(Stage.email("klara")));
        until(uploaded, "CHECKED");
        var role = house.role("Viewer");

        var without = ada.post(path(uploaded) + "/start", Map.of("type", "INTERNAL", "roleId", role));
        var refused = ada.post(
                path(uploaded) + "/start",
                Map.of("type", "INTERNAL", "roleId", role, "consent", Map.of("given", false, "noticeVersion", 1)));
        var outdated = ada.post(
                path(uploaded) + "/start",
                Map.of("type", "INTERNAL", "roleId", role, "consent", Map.of("given", true, "noticeVersion", 7)));
        var open = ada.post(path(uploaded) + "/start", Map.of("consent", Map.of("given", true, "noticeVersion", 1)));

        assertThat(List.of(without.status(), refused.status(), outdated.status(), open.status()))
                .containsOnly(422);
        assertThat(without.json().at("/errors/0/code").asString()).isEqualTo("consent.required");
        assertThat(outdated.json().at("/errors/0/code").asString()).isEqualTo("notice.outdated");
        assertThat(open.json().at("/errors").valueStream().map(error -> error.path("field")
                        .asString()))
                .containsExactly("type", "roleId");
        assertThat(ada.get(path(uploaded)).text("status")).isEqualTo("CHECKED");
    }

    @Test
    void linksAreForUsersWhoExistAtTheDownload() {
        var uploaded = upload(HEADER + line(Stage.email("a")) + line(Stage.email("b")) + line(Stage.email("c")));
        until(uploaded, "CHECKED");
        start(uploaded, "INTERNAL", "Viewer");
        until(uploaded, "DONE");
        var gone = ada.get("/users?query=Klara").json().at("/items/0/id").asString();
        ada.post("/users/" + gone + "/termination", Map.of());

        var links = ada.get(path(uploaded) + "/links");

        assertThat(links.http().headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(links.body()).doesNotContain(gone).doesNotContain("@");
        assertThat(links.body().lines()).hasSize(3);
    }

    @Test
    void anotherOrganisationsImportIsNotFound() {
        var uploaded = upload(HEADER + line(Stage.email("klara")));
        var other = stage.house().ada();

        assertThat(other.get(path(uploaded)).status()).isEqualTo(404);
        assertThat(other.get(path(uploaded) + "/problems").status()).isEqualTo(404);
        assertThat(other.get(path(uploaded) + "/links").status()).isEqualTo(404);
        assertThat(other.delete(path(uploaded)).status()).isEqualTo(404);
        assertThat(other.get("/users/imports").json().path("items")).isEmpty();
    }

    @Test
    void thousandsAreCreatedAllOrNothing() {
        var file = IntStream.range(0, 2500)
                .mapToObj(one -> line(Stage.email("many")))
                .collect(Collectors.joining());
        var uploaded = upload(HEADER + file);
        until(uploaded, "CHECKED");

        start(uploaded, "INTERNAL", "Viewer");
        start(uploaded, "INTERNAL", "Viewer");

        assertThat(until(uploaded, "DONE").json().path("created").asInt()).isEqualTo(2500);
        assertThat(ada.get(path(uploaded) + "/links").body().lines()).hasSize(2501);
        assertThat(count("attestation")).isGreaterThanOrEqualTo(2500);
    }

    @Test
    void exportsAllUsersAndRecordsIt() {
        house.create("=cmd()", Stage.email("klara"), "INTERNAL", "Viewer");

        var file = ada.get("/users/export");

        assertThat(file.body().lines().findFirst())
                .contains("id;firstName;lastName;email;type;role;status;createdAt;accessUntil");
        assertThat(file.body()).contains(";'=cmd();Kanari;").contains(";Viewer;INVITED;");
        assertThat(ada.get("/audit?action=user.viewed")
                        .json()
                        .at("/items/0/facts/export")
                        .asString())
                .isEqualTo("csv");
    }
}
