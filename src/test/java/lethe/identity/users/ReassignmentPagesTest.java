package lethe.identity.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class ReassignmentPagesTest {
    @Autowired
    private Stage stage;

    @Test
    void explainsWhyItHasNoFieldsForPersonalData() {
        var house = stage.house();
        var email = Stage.email("klara");
        var id = house.create("Klara", email, "EXTERNAL", "Viewer").text("id");

        var page = house.ada().page("/users/" + id + "/reassignment").body();

        assertThat(page)
                .contains("name=\"type\"", "name=\"roleId\"", "name=\"accessUntil\"")
                .contains("Only the user can change these")
                .doesNotContain("name=\"firstName\"", "name=\"lastName\"", "name=\"email\"", "assword\" name=", email);
    }

    @Test
    void changesTypeRoleAndLastDay() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        var form = Map.of("type", "EXTERNAL", "roleId", house.role("Manager"), "accessUntil", "2099-12-31");

        var done = house.ada().form("/users/" + id + "/reassignment", form);

        var klara = house.ada().get("/users/" + id);
        assertThat(done.status()).isEqualTo(303);
        assertThat(klara.text("type")).isEqualTo("EXTERNAL");
        assertThat(klara.text("roleId")).isEqualTo(house.role("Manager"));
        assertThat(klara.text("accessUntil")).isEqualTo("2099-12-31");
        assertThat(house.ada().page("/users/" + id + "?done=reassigned").body())
                .contains("Saved. It applies immediately.", "31 December 2099");
    }

    @Test
    void removesTheLastDayWithTheExternalType() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        house.ada().patch("/users/" + id, Map.of("accessUntil", "2099-12-31"));
        var form = Map.of("type", "INTERNAL", "roleId", house.role("Viewer"), "accessUntil", "2099-12-31");

        var done = house.ada().form("/users/" + id + "/reassignment", form);

        assertThat(done.status()).isEqualTo(303);
        assertThat(house.ada().get("/users/" + id).text("accessUntil")).isEmpty();
    }

    @Test
    void removesAnEmptiedLastDayAndKeepsAnAbsentOne() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        house.ada().patch("/users/" + id, Map.of("accessUntil", "2099-12-31"));
        var without = Map.of("type", "EXTERNAL", "roleId", house.role("Viewer"));
        var emptied = Map.of("type", "EXTERNAL", "roleId", house.role("Viewer"), "accessUntil", "");

        house.ada().form("/users/" + id + "/reassignment", without);
        assertThat(house.ada().get("/users/" + id).text("accessUntil")).isEqualTo("2099-12-31");
        house.ada().form("/users/" + id + "/reassignment", emptied);

        assertThat(house.ada().get("/users/" + id).json().has("accessUntil")).isFalse();
    }

    @Test
    void refusesAManagingRoleForExternalUsersAtItsField() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        var form = Map.of("type", "EXTERNAL", "roleId", house.role("Administrator"), "accessUntil", "");

        var again = house.ada().form("/users/" + id + "/reassignment", form);

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body()).contains("id=\"roleId-error\"", "value=\"EXTERNAL\" selected");
        assertThat(house.ada().get("/users/" + id).text("type")).isEqualTo("INTERNAL");
    }

    @Test
    void refusesToReassignTheActor() {
        var house = stage.house();
        var form = Map.of("type", "INTERNAL", "roleId", house.role("Viewer"));

        assertThat(house.ada().page("/users/" + house.adaId() + "/reassignment").status())
                .isEqualTo(403);
        assertThat(house.ada()
                        .form("/users/" + house.adaId() + "/reassignment", form)
                        .status())
                .isEqualTo(403);
        assertThat(house.ada().get("/users/" + house.adaId()).text("type")).isEqualTo("ADMIN");
    }
}
