package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import lethe.Api;
import lethe.Api.Answer;
import lethe.FirstTransaction;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A request creates no secret once its user or session has lost access. */
@LetheTest
class NewSecretsAtOnceTest {
    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    enum Secret {
        TOKEN("access_token"),
        RECOVERY_CODES("recovery_code");

        private final String table;

        Secret(String table) {
            this.table = table;
        }

        private Answer make(Api api) {
            return this == TOKEN
                    ? api.post("/me/tokens", Map.of("name", "nightly"))
                    : api.post("/me/recovery-codes", Map.of());
        }
    }

    enum Loss {
        TERMINATED,
        SUSPENDED,
        PASSWORD_CHANGED;

        private Answer happen(House house, Person bea) {
            return switch (this) {
                case TERMINATED -> house.ada().post("/users/" + bea.id() + "/termination", Map.of());
                case SUSPENDED ->
                    house.ada().post("/users/" + bea.id() + "/suspension", Map.of("reason", "On leave until spring."));
                case PASSWORD_CHANGED ->
                    bea.api()
                            .post(
                                    "/me/password",
                                    Map.of(
                                            "newPassword",
                                            "granite-teapot-orbit-19",
                                            "currentPassword",
                                            Stage.PASSWORD));
            };
        }
    }

    static Stream<Arguments> all() {
        return Stream.of(Loss.values())
                .flatMap(loss -> Stream.of(Secret.values()).map(secret -> Arguments.of(loss, secret)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void createsNothingForUsersWhoLostAccessBefore(Loss loss, Secret secret) throws Exception {
        var house = stage.house();
        var bea = house.person(stage.anybody(), "Bea", "INTERNAL", "Viewer");
        var other = house.signedIn(stage.anybody(), bea);

        try (var first = FirstTransaction.in(context, house)) {
            first.locks("select from app_user where id = ? for update", id(bea).value());
            var lost = first.before(() -> loss.happen(house, bea));
            var made = first.before(() -> secret.make(other));
            assertThat(lost.isDone()).isFalse();
            first.commit();

            assertThat(lost.get().status()).as(lost.get().body()).isLessThan(300);
            assertThat(made.get().status()).as(made.get().body()).isEqualTo(401);
        }

        assertThat(count(house, bea, secret)).isZero();
    }

    /**
     * A secret created before ends with all others. Only recovery codes remain, for users who are reactivated or have
     * changed their password.
     */
    @ParameterizedTest
    @MethodSource("all")
    void endsSecretsCreatedBefore(Loss loss, Secret secret) throws Exception {
        var house = stage.house();
        var bea = house.person(stage.anybody(), "Bea", "INTERNAL", "Viewer");
        var other = house.signedIn(stage.anybody(), bea);

        try (var first = FirstTransaction.in(context, house)) {
            first.locks("select from app_user where id = ? for update", id(bea).value());
            var made = first.before(() -> secret.make(other));
            var lost = first.before(() -> loss.happen(house, bea));
            assertThat(made.isDone()).isFalse();
            first.commit();

            assertThat(made.get().status()).as(made.get().body()).isBetween(200, 201);
            assertThat(lost.get().status()).as(lost.get().body()).isLessThan(300);
        }

        assertThat(count(house, bea, secret) > 0).isEqualTo(loss != Loss.TERMINATED && secret == Secret.RECOVERY_CODES);
    }

    private int count(House house, Person person, Secret secret) {
        return TenantContext.in(
                OrganisationId.parse(house.id()).orElseThrow(),
                () -> transaction.execute(
                        status -> jdbc.sql("select count(*) from " + secret.table + " where user_id = :person")
                                .param("person", id(person).value())
                                .query(Integer.class)
                                .single()));
    }

    private static UserId id(Person person) {
        return UserId.parse(person.id()).orElseThrow();
    }
}
