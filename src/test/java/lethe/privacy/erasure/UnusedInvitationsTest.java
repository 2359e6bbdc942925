package lethe.privacy.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import lethe.Stage;
import lethe.platform.kernel.OrganisationId;
import org.junit.jupiter.api.Test;

/** Users who never signed in are terminated with a receipt; all others are kept. */
class UnusedInvitationsTest extends OrganisationWithSecondAdmin {
    @Test
    void terminatesUnusedInvitationsWithAReceipt() throws InterruptedException {
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");

        later(Duration.ofDays(90));

        var receipt = receipt(klara);
        assertThat(receipt.at("/receipt/self").asBoolean(true)).isFalse();
        assertThat(receipt.at("/receipt/terminatedBy").isMissingNode()).isTrue();
        var user = olgas().get("/users/" + klara);
        assertThat(user.text("status")).isEqualTo("TERMINATED");
        var entries =
                olgas().get("/audit?action=user.terminated&target=" + klara).json();
        assertThat(entries.at("/items/0/actor/kind").asString()).isEqualTo("SYSTEM");
    }

    @Test
    void waitsWhileASignInLinkIsValid() {
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        clock.moveAhead(Duration.ofDays(88));
        var link = olgas().post("/users/" + klara + "/sign-in-link", Map.of()).text("url");

        later(Duration.ofDays(94));
        assertThat(olgas().get("/users/" + klara).text("status")).isEqualTo("INVITED");
        assertThat(stage.anybody().post("/sign-in", Map.of("link", link)).status())
                .isEqualTo(200);

        later(Duration.ofDays(95).plusMinutes(1));
        assertThat(olgas().get("/users/" + klara).text("status")).isEqualTo("TERMINATED");
    }

    @Test
    void keepsUsersWhoSignedIn() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");

        later(Duration.ofDays(400));

        assertThat(olgas().get("/users/" + vera.id()).text("status")).isEqualTo("ACTIVE");
    }

    @Test
    void keepsSuspendedUsers() {
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        house.ada().post("/users/" + klara + "/suspension", Map.of("reason", "a dispute"));

        later(Duration.ofDays(400));

        assertThat(olgas().get("/users/" + klara).text("status")).isEqualTo("SUSPENDED");
    }

    @Test
    void keepsTheOnlyAdministrator() {
        var lonely = stage.house();
        var there = OrganisationId.parse(lonely.id()).orElseThrow();

        clock.moveAhead(Duration.ofDays(400));
        retentionJob.apply(there);
        retentionJob.apply(organisation);

        assertThat(count(there, "select count(*) from app_user where status = 'INVITED' and type = 'ADMIN'"))
                .isEqualTo(1);
        assertThat(count(organisation, "select count(*) from app_user where status = 'INVITED' and type = 'ADMIN'"))
                .as("there is Olga")
                .isZero();
    }
}
