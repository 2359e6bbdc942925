package lethe.lifecycle.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.Api.Answer;
import lethe.Stage;
import lethe.platform.kernel.UserId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Imports that are interrupted, and what happens to their lines. */
class ForgottenLinesTest extends Importing {
    @Autowired
    private ImportBackground background;

    @Test
    void stopsWhenTheCreatorLosesThePermission() {
        var name = role("MANAGE_USERS");
        var mia = house.person(stage.anybody(), "Mia", "INTERNAL", name);
        var uploaded = upload(HEADER + line(Stage.email("klara")));
        until(uploaded, "CHECKED");
        var email = Stage.email("left");
        var second = upload(HEADER + line(email));
        until(second, "CHECKED");
        inHouse("update user_import set status = 'RUNNING', started_at = now(), started_by = '"
                + UserId.parse(mia.id()).orElseThrow().value()
                + "', notice_version = 1, language = 'en', type = 'INTERNAL' where id = '"
                + id(second).value() + "'");
        inHouse("update role set permissions = '{}' where name = '" + name + "'");

        background.run(organisation(), id(second));

        var stopped = until(second, "CANCELLED");
        assertThat(stopped.text("stopped")).isEqualTo("rights-lost");
        assertThat(stopped.json().path("created").asInt()).isZero();
        assertThat(cancellations(second)).containsExactly("rights-lost after 0");
        Awaitility.await()
                .until(() ->
                        count("staged_line where import_id = '" + id(second).value() + "'") == 0);
        assertThat(house.create("Later", email, "INTERNAL", "Viewer").status()).isEqualTo(201);
    }

    @Test
    void cancellingErasesWaitingLines() {
        var email = Stage.email("klara");
        var uploaded = upload(HEADER + line(email));
        until(uploaded, "CHECKED");
        var slot = slot(uploaded);

        var cancelled = ada.delete(path(uploaded));

        assertThat(cancelled.status()).isEqualTo(204);
        assertThat(ada.get(path(uploaded)).text("status")).isEqualTo("CANCELLED");
        assertThat(count("staged_line where import_id = '" + id(uploaded).value() + "'"))
                .isZero();
        assertThat(count("destroyed_slot where slot = " + slot)).isEqualTo(1);
        assertThat(ada.delete(path(uploaded)).status()).isEqualTo(404);
        assertThat(cancellations(uploaded)).containsExactly("by-hand after 0");
        assertThat(start(uploaded, "INTERNAL", "Viewer").status()).isEqualTo(409);
        assertThat(house.create("Klara", email, "INTERNAL", "Viewer").status()).isEqualTo(201);
    }

    @Test
    void aUserCreatedInTheMeantimeTakesOverTheLine() {
        var email = Stage.email("klara");
        var uploaded = upload(HEADER + line(email) + line(Stage.email("other")));
        until(uploaded, "CHECKED");
        var slot = slot(uploaded);

        var klara = house.create("Klara", email, "INTERNAL", "Viewer");
        ada.post("/users/" + klara.text("id") + "/termination", Map.of());

        assertThat(ada.get(path(uploaded)).json().path("valid").asInt()).isEqualTo(1);
        assertThat(problems(uploaded, "")).containsExactly("2 email email-in-use");
        assertThat(count("destroyed_slot where slot = " + slot)).isEqualTo(1);
        start(uploaded, "INTERNAL", "Viewer");
        assertThat(until(uploaded, "DONE").json().path("created").asInt()).isEqualTo(1);
    }

    @Test
    void anotherNodeContinuesAnInterruptedImport() {
        var uploaded = upload(HEADER + line(Stage.email("klara")));
        until(uploaded, "CHECKED");
        inHouse(
                "update user_import set status = 'RUNNING', started_at = now(), started_by = created_by, notice_version = 1,"
                        + " language = 'en', type = 'INTERNAL', role_id = (select id from role where name = 'Viewer') where id = '"
                        + id(uploaded).value() + "'");

        inHouse("update work set due = now() where subject = '" + id(uploaded).value() + "'");

        assertThat(until(uploaded, "DONE").json().path("created").asInt()).isEqualTo(1);
    }

    @Test
    void importsThatAreNotStartedExpire() {
        var uploaded = upload(HEADER + line(Stage.email("klara")));
        until(uploaded, "CHECKED");
        var slot = slot(uploaded);

        inHouse("update work set due = now() where subject = '" + id(uploaded).value() + "'");

        assertThat(until(uploaded, "CANCELLED").text("stopped")).isEqualTo("expired");
        Awaitility.await().until(() -> count("destroyed_slot where slot = " + slot) == 1);
        assertThat(cancellations(uploaded)).containsExactly("expired after 0");
    }

    @Test
    void anInterruptedCheckIsCancelled() {
        var uploaded = upload(HEADER + line(Stage.email("klara")));
        until(uploaded, "CHECKED");
        inHouse("update user_import set status = 'CHECKING' where id = '"
                + id(uploaded).value() + "'");

        inHouse("update work set due = now() where subject = '" + id(uploaded).value() + "'");

        assertThat(until(uploaded, "CANCELLED").text("stopped")).isEqualTo("interrupted");
        assertThat(cancellations(uploaded)).containsExactly("interrupted after 0");
    }

    /** The reason and how many users were created, as the audit log has them. */
    private List<String> cancellations(Answer uploaded) {
        return ada.get("/audit?action=import.cancelled&target=" + uploaded.text("id"))
                .json()
                .path("items")
                .valueStream()
                .map(entry -> entry.at("/facts/reason").asString() + " after "
                        + entry.at("/facts/created").asString("unknown"))
                .toList();
    }
}
