package lethe.lifecycle.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A review that terminates nobody: another role, another last day or a new link. */
class ReviewReassignmentsTest extends ReviewedOrganisation {
    @Test
    void reassignsManyByTheRulesForOne() {
        var edo = external("Edo", "2020-01-31");
        var kim = external("Kim", "2020-01-31");
        var plan = plan("ACCESS_ENDED", "REASSIGNMENT", edo, kim);

        assertThat(field(ada.post(path(plan) + "/start", Map.of()))).isEqualTo("roleId");
        var admins = Map.of("type", "EXTERNAL", "roleId", house.role("Administrator"));
        assertThat(field(ada.post(path(plan) + "/start", admins))).isEqualTo("roleId");
        ada.patch("/users/" + kim, Map.of("type", "INTERNAL"));
        ada.patch("/users/" + kim, Map.of("type", "EXTERNAL", "accessUntil", "2020-02-29"));
        var form = Map.of("roleId", house.role("Manager"), "accessUntil", "2099-12-31");
        assertThat(ada.post(path(plan) + "/start", form).status()).isEqualTo(202);
        until(plan, "DONE");

        assertThat(outcomes(plan)).containsOnly(Map.entry(edo, "DONE"), Map.entry(kim, "DONE"));
        assertThat(ada.get("/users/" + edo).text("accessUntil")).isEqualTo("2099-12-31");
        assertThat(ada.get("/users/" + edo).text("roleId")).isEqualTo(house.role("Manager"));
        var facts =
                ada.get("/audit?action=user.reassigned&target=" + edo).json().at("/items/0/facts");
        assertThat(facts.path("review").asString()).isEqualTo(plan.text("id"));
        assertThat(facts.path("roleBefore").asString()).isEqualTo(house.role("Viewer"));
        assertThat(facts.path("accessUntil").asString()).isEqualTo("2099-12-31");
    }

    /** Each entry says how the user's last day changed, and nothing if it did not. */
    @Test
    void eachEntrySaysIfTheLastDayChanged() {
        var edo = external("Edo", "2020-01-31");
        var kim = external("Kim", "2020-01-31");
        var inside = plan("ACCESS_ENDED", "REASSIGNMENT", edo);
        ada.post(path(inside) + "/start", Map.of("type", "INTERNAL"));
        until(inside, "DONE");
        var anotherRole = plan("ACCESS_ENDED", "REASSIGNMENT", kim);
        ada.post(path(anotherRole) + "/start", Map.of("roleId", house.role("Manager")));
        until(anotherRole, "DONE");

        assertThat(ada.get("/users/" + edo).json().has("accessUntil")).isFalse();
        assertThat(lastChange(edo).path("accessUntil").asString()).isEqualTo("removed");
        assertThat(ada.get("/users/" + kim).text("accessUntil")).isEqualTo("2020-01-31");
        assertThat(lastChange(kim).has("accessUntil")).isFalse();
    }

    private JsonNode lastChange(String person) {
        return ada.get("/audit?action=user.reassigned&target=" + person).json().at("/items/0/facts");
    }

    @Test
    void withoutMailNewLinksAreDownloadedOnceAndReplaceOldOnes() {
        var klara = invited("Klara");
        var old = ada.post("/users/" + klara + "/sign-in-link", Map.of()).text("url");
        var gone = invited("Gone");
        var plan = plan("NEVER_SIGNED_IN", "INVITATION", klara, gone);
        ada.post("/users/" + gone + "/termination", Map.of());

        assertThat(ada.post(path(plan) + "/start", Map.of()).problem()).isEqualTo("changed-meanwhile");
        var links = ada.post(path(plan) + "/links", Map.of());

        var lines = links.body().lines().toList();
        assertThat(lines.getFirst()).as("without a byte order mark").isEqualTo("userId;link");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).startsWith(klara + ";http");
        assertThat(signIn(old)).isEqualTo(401);
        assertThat(signIn(lines.get(1).split(";")[1])).isEqualTo(200);
        assertThat(ada.post(path(plan) + "/links", Map.of()).status()).isEqualTo(410);
        assertThat(ada.get(path(plan)).text("status")).isEqualTo("DONE");
        assertThat(outcomes(plan)).containsOnly(Map.entry(klara, "DONE"), Map.entry(gone, "gone"));
    }

    private String external(String name, String until) {
        var id = house.create(name, Stage.email(name.toLowerCase(Locale.ROOT)), "EXTERNAL", "Viewer")
                .text("id");
        ada.patch("/users/" + id, Map.of("accessUntil", until));
        return id;
    }

    private int signIn(String url) {
        var secret = url.substring(url.lastIndexOf('/') + 1);
        return stage.anybody().post("/sign-in", Map.of("link", secret)).status();
    }
}
