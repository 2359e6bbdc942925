package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lethe.Api;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.SecretToken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** An attacker with the application role's connection inserts rows for secrets of their own and then presents those secrets. */
@LetheTest
class PlantedRowsTest {
    private static final String OPERATORS = "lethe_opr_" + "abcdefghjkmnpqrstvwxyz0123456789".substring(0, 32);

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private DatabaseServer server;

    @Autowired
    private Randomness randomness;

    private Stage.House house;
    private Stage.Person vera;
    private JdbcTemplate role;

    @BeforeEach
    void theRolesOwnConnection() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        role = new JdbcTemplate(server.application().unpooled());
    }

    /** The table belongs to no organisation, so the row is accepted: the key of the hash is what protects. */
    @ParameterizedTest
    @CsvSource({"TOKEN,sha256", "TOKEN,raw", "SESSION,sha256", "SESSION,raw", "LINK,sha256", "LINK,raw"})
    void refusesPlantedOperatorSecrets(String kind, String how) {
        var planted = how.equals("raw") ? OPERATORS.getBytes(StandardCharsets.UTF_8) : SecretToken.sha256(OPERATORS);
        role.update("insert into operator_secret (hash, kind, expires_at) values (?, ?, 'infinity')", planted, kind);
        try {
            assertThat(stage.anybody()
                            .as(OPERATORS)
                            .get("/operator/organisations")
                            .status())
                    .isEqualTo(401);
            for (var cookie : List.of("lethe_operator", "__Host-lethe_operator", "__Secure-lethe_operator")) {
                assertThat(stage.anybody()
                                .with("Cookie", cookie + "=" + OPERATORS)
                                .page("/operator")
                                .status())
                        .isEqualTo(401);
            }
            var opened = stage.anybody().form("/operator/link/" + OPERATORS, Map.of());
            assertThat(opened.status()).isBetween(400, 499);
            assertThat(opened.http().headers().allValues("Set-Cookie"))
                    .noneMatch(cookie -> cookie.contains("lethe_operator="));
        } finally {
            role.update("delete from operator_secret where hash = ?", planted);
        }
    }

    /** @param kind of the secret that is presented */
    record Planted(String kind, String sql) {
        @Override
        public String toString() {
            return kind;
        }
    }

    static Stream<Planted> rows() {
        return Stream.of(new Planted("pat", """
                        insert into access_token (id, organisation_id, user_id, name, hash, created_at, expires_at, past_gate)
                        values (gen_random_uuid(), '%1$s', '%2$s', 'planted', '\\x%3$s', now(), now() + interval '1 day', true)
                        """), new Planted("ses", """
                        insert into session (id, organisation_id, user_id, kind, hash, created_at, last_seen_at, expires_at,
                                             credential_version)
                        values (gen_random_uuid(), '%1$s', '%2$s', 'API', '\\x%3$s', now(), now(), now() + interval '1 day', 1)
                        """), new Planted("link", """
                        insert into one_time_link (organisation_id, user_id, hash, expires_at, purpose, by_mail)
                        values ('%1$s', '%2$s', '\\x%3$s', now() + interval '1 day', 'RESET', true)
                        """));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesRowsPlantedWithoutAScope(Planted planted) {
        isRefused(planted, "''");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesRowsPlantedInAnotherScope(Planted planted) {
        isRefused(planted, "'" + uuid(stage.house()) + "'");
    }

    /** Otherwise the two tests above would also pass for rows that are invalid in any scope. */
    @ParameterizedTest
    @MethodSource("rows")
    void acceptsTheSameRowsInTheirOwnScope(Planted planted) {
        var secret = secret(planted);

        assertThatCode(() -> plant(planted, secret, "'" + uuid(house) + "'")).doesNotThrowAnyException();
    }

    private void isRefused(Planted planted, String scope) {
        var secret = secret(planted);

        assertThatThrownBy(() -> plant(planted, secret, scope)).rootCause().hasMessageContaining("row-level security");

        assertThat(show(planted, secret).status()).isBetween(401, 410);
        assertThat(vera.api().get("/me/sessions").json().path("items").size()).isEqualTo(1);
    }

    private Api.Answer show(Planted planted, SecretToken secret) {
        return planted.kind().equals("link")
                ? stage.anybody().post("/sign-in", Map.of("link", secret.text()))
                : stage.anybody().as(secret.text()).get("/me");
    }

    private void plant(Planted planted, SecretToken secret, String scope) {
        role.execute("select set_config('lethe.organisation', " + scope + ", false); "
                + planted.sql()
                        .formatted(
                                uuid(house),
                                UserId.parse(vera.id()).orElseThrow().value(),
                                HexFormat.of().formatHex(secret.hash())));
    }

    private SecretToken secret(Planted planted) {
        return SecretToken.fresh(
                planted.kind(), OrganisationId.parse(house.id()).orElseThrow(), randomness);
    }

    private static Object uuid(Stage.House house) {
        return OrganisationId.parse(house.id()).orElseThrow().value();
    }
}
