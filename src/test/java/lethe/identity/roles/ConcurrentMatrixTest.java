package lethe.identity.roles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two change the matrix at once: nothing is lost, and nothing is saved unseen. */
class ConcurrentMatrixTest extends MatrixOfRoles {
    @Test
    void showsConcurrentChangesBesideTheTicksAndSavesNothing() {
        var sheet = sheet(house.ada());
        sheet.tick("Viewer", "VIEW_AUDIT_LOG");
        sheet.tick("Manager", "VIEW_AUDIT_LOG");
        house.ada()
                .put(
                        "/roles/" + house.role("Viewer"),
                        Map.of("permissions", List.of("VIEW_PARTNERS", "SEND_NEWSLETTERS")));

        var again = sheet.send("/roles/changes");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body()).contains("Someone changed this first", "Your choice: on", "Your choice: off");
        assertThat(ticks(again.body()))
                .as("what is stored where they collide, what was ticked elsewhere")
                .contains(house.role("Viewer") + ": SEND_NEWSLETTERS", house.role("Manager") + ": VIEW_AUDIT_LOG")
                .doesNotContain(house.role("Viewer") + ": VIEW_AUDIT_LOG");
        assertThat(permissions("Manager")).doesNotContain("VIEW_AUDIT_LOG");
    }

    @Test
    void keepsConcurrentChangesToUntouchedRoles() {
        var sheet = sheet(house.ada());
        sheet.tick("Manager", "VIEW_AUDIT_LOG");
        house.ada().put("/roles/" + house.role("Viewer"), Map.of("permissions", List.of()));

        var saved = sheet.send("/roles/changes");

        assertThat(saved.status()).isEqualTo(303);
        assertThat(permissions("Viewer")).isEmpty();
        assertThat(permissions("Manager")).contains("VIEW_AUDIT_LOG");
    }

    @Test
    void savesNothingIfARoleWasDeletedInTheMeantime() {
        var sheet = sheet(house.ada());
        sheet.tick("Viewer", "VIEW_AUDIT_LOG");
        sheet.tick("Manager", "VIEW_AUDIT_LOG");
        house.ada().delete("/roles/" + house.role("Viewer"));

        var again = sheet.send("/roles/changes");

        assertThat(again.status()).isEqualTo(409);
        assertThat(permissions("Manager")).doesNotContain("VIEW_AUDIT_LOG");
        assertThat(ticks(again.body())).contains(house.role("Manager") + ": VIEW_AUDIT_LOG");
    }
}
