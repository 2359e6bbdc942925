package lethe.identity.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lethe.FirstTransaction;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.identity.roles.BulkAssignment;
import lethe.identity.roles.Reassignment;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.LastDay;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The rules for many users are those for one, and their roles are locked in one statement. */
@LetheTest
class RulesForManyTest {
    private static final Reassignment NONE = Reassignment.of(null, null, null);

    @Autowired
    private Stage stage;

    @Autowired
    private BulkAssignment bulkAssignment;

    @Autowired
    private BulkUserCreation bulkCreation;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private House house;

    @BeforeEach
    void createHouse() {
        house = stage.house();
    }

    /**
     * Another transaction locks the last role while the call waits for the first: locking in another order would
     * deadlock.
     */
    @Test
    void locksRolesOfInvitedUsersInOneStatement() throws Exception {
        var people = people("Kim", "Leo");
        var roles = roles();
        give(people.getFirst(), roles.getLast());
        give(people.getLast(), roles.getFirst());

        var locked = whileTheFirstIsLocked(roles, () -> bulkCreation.lockInvited(ada(), people));

        assertThat(locked).isEqualTo(Set.copyOf(people));
    }

    @Test
    void locksOldAndNewRolesInOneStatement() throws Exception {
        var people = people("Kim", "Leo");
        var roles = roles();
        people.forEach(person -> give(person, roles.getLast()));
        var form = Reassignment.of(null, roles.getFirst(), null);

        var refused =
                whileTheFirstIsLocked(roles, () -> bulkAssignment.refused(ada(), bulkAssignment.lock(people), form));

        assertThat(refused).isEqualTo(Map.of());
    }

    @Test
    void refusesEachByTheRulesForOne() {
        var kim = user("Kim", "INTERNAL", "Viewer");
        var edo = user("Edo", "EXTERNAL", "Viewer");
        var max = user("Max", "INTERNAL", "Administrator");
        var berta = user("Berta", "ADMIN", "Viewer");
        var all = List.of(kim, edo, max, berta);
        var manager = role("Administrator");

        assertThat(refused(only(Permission.MANAGE_USERS), all, null))
                .isEqualTo(all(all, "more-than-you-have", berta, "admins-only"));
        assertThat(refused(only(Permission.values()), all, null)).isEqualTo(Map.of(berta, "admins-only"));
        assertThat(refused(ada(), all, Reassignment.of(null, manager, null)))
                .isEqualTo(Map.of(edo, "external-manages"));
        assertThat(refused(ada(), all, Reassignment.of(UserType.EXTERNAL, null, null)))
                .isEqualTo(Map.of(max, "external-manages"));
        assertThat(refused(only(Permission.values()), List.of(kim), Reassignment.of(UserType.ADMIN, null, null)))
                .isEqualTo(Map.of(kim, "admins-only"));
        assertThat(refused(ada(), all, Reassignment.of(null, null, new LastDay(LocalDate.of(2099, 12, 31)))))
                .isEqualTo(Map.of(kim, "external-only", max, "external-only", berta, "external-only"));
        assertThat(refused(ada(), all, Reassignment.of(null, null, new LastDay(null))))
                .isEmpty();
        assertThat(refused(ada(), all, Reassignment.of(null, new RoleId(UUID.randomUUID()), null)))
                .isEqualTo(all(all, "more-than-you-have"));
        assertThat(refused(ada(), List.of(ada().self()), NONE)).isEqualTo(Map.of(ada().self(), "own-rights"));
    }

    /** Today's rules exclude this combination, but it must not prevent a termination. */
    @Test
    void terminatesAnExternalManagerButDoesNotExtendTheirAccess() {
        var edo = user("Edo", "EXTERNAL", "Viewer");
        give(edo, role("Administrator"));
        var later = Reassignment.of(null, null, new LastDay(LocalDate.of(2099, 12, 31)));

        assertThat(refused(ada(), List.of(edo), null)).isEmpty();
        assertThat(refused(ada(), List.of(edo), later)).isEqualTo(Map.of(edo, "external-manages"));
        assertThat(refused(ada(), List.of(edo), Reassignment.of(null, role("Viewer"), null)))
                .isEmpty();
    }

    /** Runs a call that waits for the first role while another transaction locks the last one as well. */
    private <T> T whileTheFirstIsLocked(List<RoleId> roles, Supplier<T> call) throws Exception {
        var result = new Object() {
            @Nullable
            T value;
        };
        try (var first = FirstTransaction.in(context, house)) {
            first.locks(
                    "select from role where id = ? for update", roles.getFirst().value());
            var waiting = first.before(() -> {
                result.value = inHouse(call);
                return house.ada().get("/me");
            });
            assertThat(waiting.isDone()).isFalse();
            first.locks(
                    "select from role where id = ? for update nowait",
                    roles.getLast().value());
            first.commit();
            waiting.get();
        }
        return Objects.requireNonNull(result.value);
    }

    private Map<UserId, String> refused(Actor actor, List<UserId> people, @Nullable Reassignment form) {
        return inHouse(() -> bulkAssignment.refused(actor, bulkAssignment.lock(people), form));
    }

    private static Map<UserId, String> all(List<UserId> people, String why) {
        return all(people, why, people.getFirst(), why);
    }

    private static Map<UserId, String> all(List<UserId> people, String why, UserId one, String other) {
        var all = new HashMap<UserId, String>();
        people.forEach(person -> all.put(person, person.equals(one) ? other : why));
        return all;
    }

    private Actor ada() {
        return Actor.user(
                organisation(),
                UserId.parse(house.adaId()).orElseThrow(),
                UserType.ADMIN,
                List.of(Permission.values()));
    }

    private Actor only(Permission... permissions) {
        return Actor.user(organisation(), new UserId(UUID.randomUUID()), UserType.INTERNAL, List.of(permissions));
    }

    private UserId user(String name, String type, String role) {
        return UserId.parse(
                        house.create(name, Stage.email("somebody"), type, role).text("id"))
                .orElseThrow();
    }

    /** In the order of their IDs. */
    private List<UserId> people(String... names) {
        return Stream.of(names)
                .map(name -> user(name, "INTERNAL", "Viewer"))
                .sorted(Comparator.comparing(UserId::toString))
                .toList();
    }

    private List<RoleId> roles() {
        return Stream.of("Viewer", "Manager")
                .map(this::role)
                .sorted(Comparator.comparing(RoleId::toString))
                .toList();
    }

    private RoleId role(String name) {
        return RoleId.parse(house.role(name)).orElseThrow();
    }

    private void give(UserId person, RoleId role) {
        inHouse(() -> jdbc.sql("update app_user set role_id = :role where id = :person")
                .param("role", role.value())
                .param("person", person.value())
                .update());
    }

    private <T> T inHouse(Supplier<T> deed) {
        return Objects.requireNonNull(
                TenantContext.in(organisation(), () -> transaction.execute(status -> deed.get())));
    }

    private OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }
}
