package lethe.roles;

import static org.assertj.core.api.Assertions.assertThat;

import lethe.LetheTest;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class RolePagesTest {
    @Autowired
    private Stage stage;

    @Test
    void saysWhatEachRoleAllowsAndHowManyHaveIt() {
        var house = stage.house();
        house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer");
        house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer");

        var page = house.ada().page("/roles");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("Administrator", "Manager", "Viewer", "See the billing details of partners.")
                .contains("One person has this role", "Nobody has this role", "2 people have this role")
                .contains("/users?roleId=" + house.role("Viewer"));
    }
}
