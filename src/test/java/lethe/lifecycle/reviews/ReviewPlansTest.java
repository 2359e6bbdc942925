package lethe.lifecycle.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.Stage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** From the findings to the plan and its start: whom a plan is for, refusals, and the pages of these steps. */
class ReviewPlansTest extends ReviewedOrganisation {
    @Test
    void everybodyIsFilteredByTypeAndRole() {
        var klara = invited("Klara");
        var partner =
                house.create("Paul", Stage.email("paul"), "EXTERNAL", "Manager").text("id");

        var plan = ada.post(
                "/users/reviews",
                Map.of(
                        "finding",
                        "NEVER_SIGNED_IN",
                        "act",
                        "TERMINATION",
                        "everybody",
                        true,
                        "roleId",
                        house.role("Viewer")));
        ada.post(path(plan) + "/start", Map.of());
        until(plan, "DONE");

        assertThat(statusOf(klara)).isEqualTo("TERMINATED");
        assertThat(statusOf(partner)).isEqualTo("INVITED");
    }

    @Test
    void refusesInvalidPlans() {
        var klara = invited("Klara");
        var stranger = stage.house();
        var theirs = stranger.create("Theirs", Stage.email("theirs"), "EXTERNAL", "Viewer")
                .text("id");

        assertThat(field(ada.post("/users/reviews", Map.of("finding", "NOT_SEEN", "act", "TERMINATION"))))
                .isEqualTo("people");
        assertThat(field(plan("NEVER_SIGNED_IN", "TERMINATION", klara, theirs))).isEqualTo("people");
        assertThat(field(plan("NOT_SEEN", "INVITATION", klara))).isEqualTo("act");
        assertThat(field(ada.post(
                        "/users/reviews",
                        Map.of("finding", "NOT_SEEN", "act", "TERMINATION", "everybody", true, "months", 0))))
                .isEqualTo("months");
        assertThat(ada.post("/users/reviews", Map.of("finding", "NOBODY")).status())
                .isEqualTo(400);
        assertThat(ada.get("/users/findings?months=0").status()).isEqualTo(400);
        var plan = plan("NEVER_SIGNED_IN", "TERMINATION", klara);
        assertThat(field(ada.post(path(plan) + "/start", Map.of("type", "ADMIN"))))
                .isEqualTo("type");
        assertThat(stranger.ada().post(path(plan) + "/start", Map.of()).status())
                .isEqualTo(404);
        assertThat(stranger.ada().post(path(plan) + "/links", Map.of()).status())
                .isEqualTo(404);
        assertThat(ada.get("/users/reviews").json().path("items")).hasSize(1);
        assertThat(ada.delete(path(plan)).status()).isEqualTo(204);
        assertThat(ada.delete(path(plan)).status()).isEqualTo(404);
        assertThat(statusOf(klara)).isEqualTo("INVITED");
    }

    @Test
    void showsAPageForEachStep() {
        var klara = invited("Klara");

        assertThat(ada.page("/users").body()).contains("/users/review");
        assertThat(ada.page("/users/review").body()).contains("Never signed in (1)", "Klara Kanari");
        var nobody = ada.form("/users/review", Map.of("finding", "NEVER_SIGNED_IN", "act", "TERMINATION"));
        assertThat(nobody.status()).isEqualTo(422);
        assertThat(nobody.body()).contains("Choose at least one user", "Klara Kanari");
        var planned =
                ada.form("/users/review", Map.of("finding", "NEVER_SIGNED_IN", "act", "TERMINATION", "people", klara));
        var page = planned.http().headers().firstValue("Location").orElseThrow();
        assertThat(ada.page(page).body()).contains("Withdraw one invitation?", "Erased", "Kept", "Klara Kanari");
        assertThat(ada.form(page + "/start", Map.of()).status()).isEqualTo(303);
        Awaitility.await().until(() -> ada.page(page).body().contains("Download all receipts"));
        assertThat(ada.page(page).body()).contains("/users/" + klara + "/receipt");
        assertThat(ada.page("/users/reviews").body()).contains("Withdrawal of invitations");
    }
}
