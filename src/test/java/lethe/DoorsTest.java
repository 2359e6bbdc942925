package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import lethe.organisations.Organisations;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every service method with an actor checks the permission itself, before anything else, whoever calls it. {@code
 * doors.txt} lists exceptions with their reasons.
 */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
class DoorsTest {
    /** Refusals for a missing permission, and of operator-only methods. */
    private static final Set<String> FOR_WANT_OF_A_RIGHT = Set.of("permission", "admins-only");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private List<DataSource> sources;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Stage stage;

    @Autowired
    private Organisations organisations;

    private Actor nobodyMuch;

    @BeforeAll
    void createUserWithoutPermissions() {
        var house = OrganisationId.parse(stage.house().id()).orElseThrow();
        nobodyMuch = Actor.user(house, new UserId(UUID.randomUUID()), UserType.INTERNAL, Set.of());
    }

    @Test
    void everyDoorChecksItsPermissionFirstUnlessListed() throws Exception {
        var doors = doors().toList();

        var open = new TreeSet<String>();
        for (var door : doors) {
            if (!refuses(door)) {
                open.add(door.name());
            }
        }

        assertThat(doors).hasSizeGreaterThan(200);
        assertThat(open).isEqualTo(CallsOfDoorsTest.listed(CallsOfDoorsTest::saysWhoActs));
    }

    /** Ensures that a check that comes too late is noticed. */
    @Test
    void statementsBeforeARefusalAreSeen() {
        var late = statements(actor -> {
            organisations.all();
            actor.need(Permission.MANAGE_USERS);
        });

        assertThat(late).hasValueSatisfying(statements -> assertThat(statements).isNotEmpty());
    }

    /** Ensures that other refusals, such as for a missing session, do not count. */
    @Test
    void onlyMissingPermissionsCount() {
        assertThat(statements(actor -> actor.need(Permission.MANAGE_USERS))).isPresent();
        assertThat(statements(Actor::needOperator)).isPresent();
        assertThat(statements(actor -> {
                    throw Forbidden.sessionRequired();
                }))
                .isEmpty();
        assertThat(statements(actor -> {
                    throw Forbidden.ownRights();
                }))
                .isEmpty();
    }

    @Test
    void inheritedMethodsAreDoors() {
        assertThat(Door.of(new Lower()).map(Door::name))
                .containsExactlyInAnyOrder(
                        "DoorsTest$Lower#given(Actor)",
                        "DoorsTest$Lower#inherited(Actor)",
                        "DoorsTest$Lower#promised(Actor)",
                        "DoorsTest$Lower#replaced(Actor)");
    }

    private interface Promise {
        void given(Actor actor);

        default void promised(Actor actor) {}
    }

    private abstract static class Upper implements Promise {
        void inherited(Actor actor) {}

        void replaced(Actor actor) {}

        void nobodys() {}
    }

    private static final class Lower extends Upper {
        @Override
        void replaced(Actor actor) {}

        @Override
        public void given(Actor actor) {}
    }

    /** Runs in a transaction that is rolled back, for methods that do not refuse. */
    private boolean refuses(Door door) throws Exception {
        return TenantContext.call(
                nobodyMuch,
                () -> transaction.execute(status -> {
                    status.setRollbackOnly();
                    return statements(door::call).map(List::isEmpty).orElse(false);
                }));
    }

    /** The statements executed before the refusal; empty if it did not refuse. */
    private Optional<List<String>> statements(Call call) {
        var refused = new AtomicBoolean();
        var statements = SeenStatements.during(sources, () -> refused.set(isRefused(call)));
        return Optional.of(statements).filter(seen -> refused.get());
    }

    private boolean isRefused(Call call) {
        try {
            call.by(nobodyMuch);
            return false;
        } catch (Forbidden refused) {
            return FOR_WANT_OF_A_RIGHT.contains(refused.code());
        } catch (Throwable other) {
            return false;
        }
    }

    private interface Call {
        void by(Actor actor) throws Throwable;
    }

    /** Stores contain only SQL; their callers check permissions. */
    private Stream<Door> doors() {
        return Door.beans(context)
                .filter(bean -> !Door.type(bean).getSimpleName().endsWith("Store"))
                .flatMap(Door::of);
    }
}
