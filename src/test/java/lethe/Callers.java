package lethe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import lethe.Api.Answer;
import lethe.Caller.Kind;
import lethe.Stage.House;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.TenantContext;
import lethe.signin.sessions.CurrentSession.State;
import lethe.signin.sessions.OperatorSessions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** All kinds of callers: signed out, in each state, with each set of permissions, of each type. */
final class Callers {
    private static final Set<Permission> ALL = EnumSet.allOf(Permission.class);
    private final Api anybody;
    private final House house;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Callers(Stage stage, House house, JdbcClient jdbc, TransactionTemplate transaction) {
        this.anybody = stage.anybody();
        this.house = house;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    List<Caller> all(OperatorSessions operators) {
        var all = new ArrayList<Caller>();
        all.add(new Caller("nobody", Kind.NOBODY, null, Set.of(), this::withFormToken));
        all.add(new Caller("the operator", Kind.OPERATOR, null, Set.of(), () -> anybody.as(operators.token())));
        all.add(beforePassword());
        all.add(beforeConsent());
        all.add(active("without permissions", "INTERNAL", Set.of()));
        all.add(active("with all permissions", "INTERNAL", ALL));
        for (var permission : Permission.values()) {
            all.add(active("with " + permission, "INTERNAL", Permission.closure(Set.of(permission))));
            all.add(active("without " + permission, "INTERNAL", allBut(permission)));
            if (!permission.manages()) {
                all.add(active("external with " + permission, "EXTERNAL", Permission.closure(Set.of(permission))));
            }
        }
        all.add(active("external", "EXTERNAL", allThatDoNotManage()));
        all.add(new Caller(
                "an admin whose role allows nothing", Kind.PERSON, State.ACTIVE, ALL, active("ADMIN", Set.of())::api));
        return all;
    }

    /** A user with every permission who has not consented. */
    Caller beforeConsent() {
        var email = Stage.email("nora");
        var first = signIn(email, temporaryPassword(email));
        assertThat(whenThereIsTime(() -> first.post("/me/password", Map.of("newPassword", Stage.PASSWORD)))
                        .status())
                .isEqualTo(200);
        return new Caller(
                "before consent", Kind.PERSON, State.CONSENT_REQUIRED, ALL, () -> signIn(email, Stage.PASSWORD));
    }

    /** A visitor with a form token. */
    private Api withFormToken() {
        var page = anybody.page("/sign-in");
        var cookie = page.http().headers().firstValue("Set-Cookie").orElseThrow();
        var hidden = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(hidden.find()).isTrue();
        return anybody.with("Cookie", cookie.substring(0, cookie.indexOf(';'))).with("X-CSRF-TOKEN", hidden.group(1));
    }

    private Caller beforePassword() {
        var email = Stage.email("nils");
        var password = temporaryPassword(email);
        return new Caller(
                "before the password", Kind.PERSON, State.NEW_PASSWORD_REQUIRED, ALL, () -> signIn(email, password));
    }

    private String temporaryPassword(String email) {
        return house.create("Nora", email, "INTERNAL", "Administrator").text("temporaryPassword");
    }

    private Api signIn(String email, String password) {
        var form = Map.of("organisation", house.slug(), "email", email, "password", password);
        var answer = whenThereIsTime(() -> anybody.post("/sign-in", form));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return anybody.as(answer.text("token"));
    }

    /** Passwords are hashed by few at a time: on a busy machine the rest is told to come again. */
    private static Answer whenThereIsTime(Callable<Answer> call) {
        return await().atMost(Duration.ofMinutes(1)).until(call, answer -> answer.status() != 503);
    }

    private Caller active(String name, String type, Set<Permission> permissions) {
        return new Caller(name, Kind.PERSON, State.ACTIVE, permissions, active(type, permissions)::api);
    }

    /** Calls by a personal access token, which remains valid after signing out. */
    private Stage.Person active(String type, Set<Permission> permissions) {
        var person = house.person(anybody, "Vera", type, role(permissions));
        var token = person.api().post("/me/tokens", Map.of("name", "walk")).text("token");
        return new Stage.Person(person.id(), person.email(), anybody.as(token));
    }

    private String role(Set<Permission> permissions) {
        var name = "Role " + UUID.randomUUID();
        var organisation = OrganisationId.parse(house.id()).orElseThrow();
        TenantContext.run(
                organisation,
                () -> transaction.executeWithoutResult(status -> insert(organisation, name, permissions)));
        return name;
    }

    private void insert(OrganisationId organisation, String name, Set<Permission> permissions) {
        jdbc.sql("""
                insert into role (id, organisation_id, name, permissions, created_at)
                values (:id, :organisation, :name, :permissions, now())
                """)
                .param("id", UUID.randomUUID())
                .param("organisation", organisation.value())
                .param("name", name)
                .param("permissions", permissions.stream().map(Enum::name).toArray(String[]::new))
                .update();
    }

    /** All permissions except this one and those that imply it. */
    private static Set<Permission> allBut(Permission missing) {
        var rest = EnumSet.allOf(Permission.class);
        rest.removeIf(one -> one == missing || one.implies().contains(missing));
        return rest;
    }

    private static Set<Permission> allThatDoNotManage() {
        var rest = EnumSet.allOf(Permission.class);
        rest.removeIf(Permission::manages);
        return rest;
    }
}
