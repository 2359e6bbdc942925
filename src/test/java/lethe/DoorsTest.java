package lethe;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import lethe.operator.console.OperatorSessions;
import lethe.organisations.Organisations;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Whoever calls a door, it asks for the permission itself, before anything else: a page, a call, a job that is written tomorrow.
 * {@code doors.txt} lists those that need none, each with its reason.
 */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
class DoorsTest {
    /** Wings that know nothing of an organisation's data. */
    private static final Set<String> WITHOUT_DATA = Set.of("platform", "vault", "verifier", "web");

    private static final String OPERATOR = "lethe.operator.";
    private static final ThreadLocal<List<String>> STATEMENTS = new ThreadLocal<>();
    private static final JavaClasses CLASSES =
            new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages("lethe");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private List<DataSource> sources;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Stage stage;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping handlers;

    @Autowired
    private Organisations organisations;

    private Actor nobodyMuch;

    @BeforeAll
    void watchStatements() {
        var proxies = sources.stream().filter(ProxyDataSource.class::isInstance).map(ProxyDataSource.class::cast);
        proxies.forEach(source -> source.addListener(new Statements()));
        var house = OrganisationId.parse(stage.house().id()).orElseThrow();
        nobodyMuch = Actor.user(house, new UserId(UUID.randomUUID()), UserType.INTERNAL, Set.of());
    }

    @Test
    void everyDoorAsksForItsPermissionFirstUnlessItIsListedWithAReason() throws Exception {
        var doors = doors().toList();

        var open = new TreeSet<String>();
        for (var door : doors) {
            if (!refuses(door)) {
                open.add(door.name());
            }
        }

        assertThat(doors).hasSizeGreaterThan(200);
        assertThat(open).containsExactlyInAnyOrderElementsOf(listed(DoorsTest::saysWhoActs));
    }

    /** Otherwise a door that asks too late would pass. */
    @Test
    void statementsBeforeARefusalAreSeen() {
        var late = statements(actor -> {
            organisations.all();
            actor.need(Permission.MANAGE_USERS);
        });

        assertThat(late).hasValueSatisfying(statements -> assertThat(statements).isNotEmpty());
    }

    @Test
    void pagesAndCallsSayWhoActsUnlessItIsListedWithAReason() {
        var doors = beans().map(bean -> AopProxyUtils.ultimateTargetClass(bean).getName())
                .collect(toSet());

        var calls = controllers()
                .filter(each -> !each.getName().startsWith(OPERATOR))
                .flatMap(each -> each.getMethodCallsFromSelf().stream())
                .filter(call -> doors.contains(call.getTargetOwner().getName()) && !saysWhoActs(call))
                .filter(call ->
                        !WITHOUT_DATA.contains(call.getTargetOwner().getName().split("\\.")[1]))
                .map(DoorsTest::name)
                .collect(toCollection(TreeSet::new));

        assertThat(calls).containsExactlyInAnyOrderElementsOf(listed(line -> !saysWhoActs(line)));
    }

    /** The operator is no actor of an organisation: each route of theirs asks for the operator's token or session first. */
    @Test
    void whatIsTheOperatorsAsksForTheOperatorFirst() {
        var routes =
                Route.table().filter(Route::isOperators).map(Route::asAnnotated).collect(toSet());
        var operators = handlers.getHandlerMethods().entrySet().stream()
                .filter(one -> Route.of(one.getKey(), one.getValue()).anyMatch(routes::contains))
                .map(one -> one.getValue())
                .toList();

        assertThat(operators).hasSizeGreaterThan(25).allSatisfy(handler -> assertThat(firstCall(method(handler)))
                .as("%s", handler)
                .isEqualTo(OperatorSessions.class.getName()));
    }

    /** In a transaction that is rolled back, for those that do not refuse. */
    private boolean refuses(Door door) throws Exception {
        return TenantContext.call(
                nobodyMuch,
                () -> transaction.execute(status -> {
                    status.setRollbackOnly();
                    return statements(door::call).map(List::isEmpty).orElse(false);
                }));
    }

    /** The statements that it took to refuse; empty where nobody was refused. */
    private Optional<List<String>> statements(Call call) {
        STATEMENTS.set(new ArrayList<>());
        try {
            call.by(nobodyMuch);
            return Optional.empty();
        } catch (Forbidden refused) {
            return Optional.of(STATEMENTS.get());
        } catch (Throwable other) {
            return Optional.empty();
        } finally {
            STATEMENTS.remove();
        }
    }

    private interface Call {
        void by(Actor actor) throws Throwable;
    }

    /** A store has the SQL of a room and nothing else; it is the door that asks. */
    private Stream<Door> doors() {
        return beans().filter(bean ->
                        !AopProxyUtils.ultimateTargetClass(bean).getSimpleName().endsWith("Store"))
                .flatMap(Door::of);
    }

    private Stream<Object> beans() {
        return Stream.of(context.getBeanDefinitionNames()).map(context::getBean).filter(bean -> {
            var type = AopProxyUtils.ultimateTargetClass(bean);
            return type.getName().startsWith("lethe.")
                    && !type.getName().contains("$$")
                    && !AnnotatedElementUtils.hasAnnotation(type, Controller.class);
        });
    }

    private static Stream<JavaClass> controllers() {
        return CLASSES.stream().filter(each -> each.isMetaAnnotatedWith(Controller.class));
    }

    private static boolean saysWhoActs(JavaMethodCall call) {
        return call.getTarget().getRawParameterTypes().stream().anyMatch(type -> Door.isWhoActs(type.reflect()));
    }

    private static boolean saysWhoActs(String line) {
        return line.matches(".*\\b(Actor|CurrentSession)\\b.*\\)");
    }

    private static String name(JavaMethodCall call) {
        var target = call.getTarget();
        var parameters = target.getRawParameterTypes().stream()
                .map(JavaClass::getSimpleName)
                .toList();
        return Door.name(call.getTargetOwner().reflect(), target.getName(), parameters);
    }

    /** The class of ours that a handler calls first, itself or by another method of its class. */
    private static String firstCall(JavaMethod handler) {
        var first = handler.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().getName().startsWith("lethe."))
                .min(Comparator.comparing(JavaMethodCall::getLineNumber))
                .orElseThrow();
        var owner = first.getTargetOwner();
        return owner.equals(handler.getOwner())
                ? firstCall(first.getTarget().resolveMember().orElseThrow())
                : owner.getName();
    }

    private static JavaMethod method(HandlerMethod handler) {
        return CLASSES.get(handler.getBeanType()).getMethods().stream()
                .filter(method -> method.reflect().equals(handler.getMethod()))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> listed(Predicate<String> which) {
        try {
            var lines = new ClassPathResource("doors.txt")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            assertThat(lines).isSorted().allMatch(line -> line.matches("\\S+\\(.*\\) — \\S.+"));
            return lines.stream()
                    .map(line -> line.substring(0, line.indexOf(" — ")))
                    .filter(which)
                    .collect(toCollection(TreeSet::new));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static final class Statements implements QueryExecutionListener {
        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            var seen = STATEMENTS.get();
            if (seen != null) {
                queries.forEach(query -> seen.add(query.getQuery()));
            }
        }

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}
    }
}
