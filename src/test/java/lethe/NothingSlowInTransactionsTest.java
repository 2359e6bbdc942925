package lethe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import lethe.platform.kernel.Validation;
import lethe.signin.passwords.Passwords;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@LetheTest
class NothingSlowInTransactionsTest {
    @Autowired
    private Passwords passwords;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Stage stage;

    @Test
    void standsBeforeHashingComparingAndMeasuring() {
        assertRefused(() -> passwords.hash(Stage.PASSWORD));
        assertRefused(() -> passwords.matches(null, Stage.PASSWORD));
        assertRefused(() -> passwords.check(new Validation(), "newPassword", Stage.PASSWORD));
    }

    @Test
    void letsThemPassWhereNoTransactionIsOpen() {
        assertThat(passwords.matches(passwords.hash(Stage.PASSWORD), Stage.PASSWORD))
                .isTrue();
    }

    @Test
    void whoIsCreatedWithAChosenPasswordSignsInWithIt() {
        var house = stage.house();
        var form = new HashMap<>(house.form("Klara", Stage.email("klara"), "INTERNAL", "Viewer"));
        form.put("temporaryPassword", Stage.PASSWORD);

        var created = house.ada().post("/users", form);

        var signIn = Map.of("organisation", house.slug(), "email", form.get("email"), "password", Stage.PASSWORD);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().has("temporaryPassword")).isFalse();
        assertThat(stage.anybody().post("/sign-in", signIn).text("state")).isEqualTo("NEW_PASSWORD_REQUIRED");
    }

    @Test
    void aWeakOneIsNamedBesideWhateverElseIsWrongAndAfterWhatMayNotBe() {
        var house = stage.house();
        var mara = house.person(stage.anybody(), "Mara", "INTERNAL", "Administrator");
        var form = new HashMap<>(house.form("", Stage.email("klara"), "INTERNAL", "Viewer"));
        form.put("temporaryPassword", "password1234");

        var refused = house.ada().post("/users", form);
        form.put("type", "ADMIN");
        var forbidden = mara.api().post("/users", form);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").valueStream().map(one -> one.path("field")
                        .asString()))
                .containsExactlyInAnyOrder("firstName", "temporaryPassword");
        assertThat(forbidden.problem()).isEqualTo("admins-only");
    }

    private void assertRefused(Runnable slow) {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> slow.run()))
                .hasMessageContaining("a transaction is open");
    }
}
