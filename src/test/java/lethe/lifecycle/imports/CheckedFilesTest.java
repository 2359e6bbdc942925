package lethe.lifecycle.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.Stage;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Which lines are rejected, and why. */
class CheckedFilesTest extends Importing {
    @Autowired
    private Vault vault;

    @Test
    void findsRolesInAnySpelling() {
        ada.post("/roles", Map.of("name", "B\u00FCro", "permissions", List.of()));
        var lines = Stream.of("B\u00FCro", "Bu\u0308ro", "BU\u0308RO", "B\u00DCRO")
                .map(role -> "Klara;Kanari;" + Stage.email("k") + ";;" + role + "\n")
                .collect(Collectors.joining());

        var uploaded = upload("firstName;lastName;email;type;role\n" + lines);

        assertThat(until(uploaded, "CHECKED").json().path("valid").asInt()).isEqualTo(4);
        assertThat(problems(uploaded, "")).isEmpty();
    }

    @Test
    void listsEveryRejectedLineWithItsReason() {
        var edo = Stage.email("edo");
        house.create("Edo", edo, "EXTERNAL", "Viewer");
        var twice = Stage.email("twice");
        var file = "firstName;lastName;email;type;role\n"
                + "Kla\u0000ra;Kanari;" + Stage.email("k") + ";;\n"
                + "Klara;;nobody;NOBODY;Nothing\n"
                + "Klara;Kanari;" + twice + ";;\n"
                + "Klara;Kanari;" + twice.toUpperCase(java.util.Locale.ROOT) + ";;\n"
                + "Edo;Externo;" + edo + ";;\n"
                + "Klara;Kanari;" + Stage.email("k") + ";EXTERNAL;Administrator\n"
                + "Klara;Kanari\n"
                + "a@b;" + "x".repeat(101) + ";" + Stage.email("k") + ";internal;viewer\n";

        var uploaded = upload(file);
        var checked = until(uploaded, "CHECKED");

        assertThat(checked.json().path("lines").asInt()).isEqualTo(8);
        assertThat(checked.json().path("valid").asInt()).isEqualTo(1);
        assertThat(problems(uploaded, ""))
                .containsExactly(
                        "2 firstName control-character",
                        "3 email email",
                        "3 lastName required",
                        "3 role unknown",
                        "3 type unknown",
                        "5 email duplicate-in-file",
                        "6 email email-in-use",
                        "7 role external-manages",
                        "8 email required",
                        "9 firstName at-sign",
                        "9 lastName too-long");
        var first = ada.get(path(uploaded) + "/problems?limit=5");
        assertThat(problems(uploaded, "?limit=200&after=" + first.text("next"))).hasSize(6);
    }

    @Test
    void filesCannotAssignMoreThanTheirUploaderMay() {
        var mia = house.person(stage.anybody(), "Mia", "INTERNAL", role("MANAGE_USERS"))
                .api();
        var uploaded = mia.upload(
                "/users/imports",
                bytes("firstName;lastName;email;type;role\n"
                        + "Klara;Kanari;" + Stage.email("k") + ";ADMIN;\n"
                        + "Klara;Kanari;" + Stage.email("k") + ";;Manager\n"
                        + "Klara;Kanari;" + Stage.email("k") + ";;\n"));
        until(uploaded, "CHECKED");

        assertThat(problems(uploaded, "")).containsExactly("2 type admins-only", "3 role more-than-you-have");
        var consent = Map.of("given", true, "noticeVersion", 1);
        var admins = Map.of("consent", consent, "type", "ADMIN", "roleId", house.role("Viewer"));
        assertThat(mia.post(path(uploaded) + "/start", admins).problem()).isEqualTo("admins-only");
        var managers = Map.of("consent", consent, "type", "INTERNAL", "roleId", house.role("Manager"));
        assertThat(mia.post(path(uploaded) + "/start", managers).problem()).isEqualTo("more-than-you-have");
    }

    @Test
    void aFileUploadedAgainTakesOverWaitingLines() {
        var email = Stage.email("klara");
        var first = upload(HEADER + line(email));
        until(first, "CHECKED");

        var second = upload(HEADER + line(email));

        assertThat(until(second, "CHECKED").json().path("valid").asInt()).isEqualTo(1);
        assertThat(ada.get(path(first)).json().path("valid").asInt()).isZero();
    }

    @Test
    void notesUnusualNamesAndRejectsDamagedOnes() {
        var uploaded = upload(HEADER + "Kl\u0430ra;Иванова;" + Stage.email("k") + "\nKl\uFFFDra;K;k\uFFFD@x.example\n");

        var checked = until(uploaded, "CHECKED").json();

        assertThat(checked.path("valid").asInt()).isEqualTo(1);
        assertThat(problems(uploaded, ""))
                .containsExactly("2 firstName mixed-scripts", "3 email lost-letter", "3 firstName lost-letter");
        start(uploaded, "EXTERNAL", "Viewer");
        assertThat(until(uploaded, "DONE").json().path("created").asInt()).isEqualTo(1);
    }

    /** Earlier versions treated ß as ss (IDNA 2003) when looking up addresses. */
    @Test
    void findsAddressesStoredByEarlierVersions() {
        var domain = java.util.UUID.randomUUID() + ".example";
        house.create("Klara", "klara@strasse-" + domain, "EXTERNAL", "Viewer");
        respell("klara@stra\u00DFe-" + domain);

        var uploaded = upload(HEADER + line("klara@stra\u00DFe-" + domain) + line("edo@stra\u00DFe-" + domain));

        assertThat(until(uploaded, "CHECKED").json().path("valid").asInt()).isEqualTo(1);
        assertThat(problems(uploaded, "")).containsExactly("2 email email-in-use");
    }

    /** Stores it as an earlier version did, under the key for the other form. */
    private void respell(String email) {
        var organisation = OrganisationId.parse(house.id()).orElseThrow();
        var user = UserId.parse(
                        ada.get("/users?query=Klara").json().at("/items/0/id").asString())
                .orElseThrow();
        TenantContext.run(
                organisation,
                () -> transaction.executeWithoutResult(status -> {
                    var slot = new KeySlot(jdbc.sql("select key_slot from account where user_id = :id")
                            .param("id", user.value())
                            .query(Long.class)
                            .single());
                    jdbc.sql("select set_config('lethe.person', :id, true)")
                            .param("id", user.value().toString())
                            .query(String.class)
                            .single();
                    var sealed =
                            vault.seal(organisation, slot, new SealContext("account", "email", user.value()), email);
                    jdbc.sql("select change_my_email(:slot, :email)")
                            .param("slot", slot.number())
                            .param("email", sealed)
                            .query((row, number) -> "")
                            .list();
                }));
    }
}
