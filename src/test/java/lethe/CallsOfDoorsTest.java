package lethe;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lethe.platform.kernel.Actor;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Pages and API handlers pass the actor to every service: {@link DoorsTest} can only check services that receive one.
 */
@LetheTest
class CallsOfDoorsTest {
    /** Wings without organisations' data. */
    private static final Set<String> WITHOUT_DATA = Set.of("platform", "vault", "verifier", "web");

    @Autowired
    private ApplicationContext context;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping handlers;

    @Test
    void handlersPassTheActorUnlessListedWithAReason() {
        var calls = calls(OwnCode.CLASSES, doors(Door.beans(context)));

        assertThat(calls).isEqualTo(listed(line -> !saysWhoActs(line)));
    }

    /** Ensures that calls by interface, by reference or through another class are found. */
    @Test
    void findsCallsHoweverTheyAreMade() {
        var classes = new ClassFileImporter().importClasses(AllPages.class, SomePages.class, SomePages.Part.class);

        var calls = calls(classes, doors(Stream.of(new Behind())));

        assertThat(calls)
                .containsExactly(
                        "CallsOfDoorsTest$Above#inherited()",
                        "CallsOfDoorsTest$Behind#called()",
                        "CallsOfDoorsTest$Behind#inherited()",
                        "CallsOfDoorsTest$Behind#inside()",
                        "CallsOfDoorsTest$Behind#referred()",
                        "CallsOfDoorsTest$Promised#promised()");
    }

    /**
     * The operator is no actor of an organisation: each of their routes checks for the operator's token or session
     * first.
     */
    @Test
    void operatorRoutesCheckForTheOperatorFirst() {
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

    private interface Promised {
        void promised();
    }

    private abstract static class Above implements Promised {
        void inherited() {}
    }

    private static final class Behind extends Above {
        @Override
        public void promised() {}

        void called() {}

        void inside() {}

        void referred() {}

        void told(Actor actor) {}
    }

    /** A common superclass of pages. */
    private abstract static class AllPages {
        void handle(Above door) {
            door.inherited();
        }
    }

    @Controller
    private static final class SomePages extends AllPages {
        void handle(Behind door, Promised promise, Actor actor) {
            promise.promised();
            door.inherited();
            door.told(actor);
            Stream.of(door).forEach(each -> each.called());
            Stream.of(door).forEach(Behind::referred);
        }

        private static final class Part {
            void handle(Behind door) {
                door.inside();
            }
        }
    }

    /** Each type by which a bean can be called, and the wings of those beans. */
    private static Map<String, Set<String>> doors(Stream<Object> beans) {
        return beans.map(Door::type)
                .flatMap(type ->
                        names(type).map(name -> Map.entry(name, type.getName().split("\\.")[1])))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));
    }

    private static Stream<String> names(Class<?> type) {
        var above = Stream.<Class<?>>iterate(type, each -> each != null, Class::getSuperclass);
        return Stream.concat(above, ClassUtils.getAllInterfacesForClassAsSet(type).stream())
                .map(Class::getName)
                .filter(name -> name.startsWith("lethe."));
    }

    private static TreeSet<String> calls(JavaClasses classes, Map<String, Set<String>> doors) {
        return classes.stream()
                .filter(CallsOfDoorsTest::isOfPages)
                .flatMap(each -> each.getAccessesFromSelf().stream())
                .map(JavaAccess::getTarget)
                .filter(CodeUnitAccessTarget.class::isInstance)
                .map(CodeUnitAccessTarget.class::cast)
                .filter(target -> !target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME) && !saysWhoActs(target))
                .filter(target -> !WITHOUT_DATA.containsAll(
                        doors.getOrDefault(target.getOwner().getName(), Set.of())))
                .map(CallsOfDoorsTest::name)
                .collect(toCollection(TreeSet::new));
    }

    /** Pages, their superclasses, and their nested classes. */
    private static boolean isOfPages(JavaClass type) {
        return type.isMetaAnnotatedWith(Controller.class)
                || type.getAllSubclasses().stream().anyMatch(each -> each.isMetaAnnotatedWith(Controller.class))
                || type.getEnclosingClass().filter(CallsOfDoorsTest::isOfPages).isPresent();
    }

    private static boolean saysWhoActs(CodeUnitAccessTarget target) {
        return target.getRawParameterTypes().stream().anyMatch(type -> Door.isWhoActs(type.reflect()));
    }

    static boolean saysWhoActs(String line) {
        return line.matches(".*\\b(Actor|CurrentSession)\\b.*\\)");
    }

    static TreeSet<String> listed(Predicate<String> which) {
        return ListedLines.named("doors.txt", " — ").stream().filter(which).collect(toCollection(TreeSet::new));
    }

    private static String name(CodeUnitAccessTarget target) {
        var parameters = target.getRawParameterTypes().stream()
                .map(JavaClass::getSimpleName)
                .toList();
        return Door.name(target.getOwner().reflect(), target.getName(), parameters);
    }

    /** The class of Lethe that a handler calls first, directly or through another method of its class. */
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
        return OwnCode.CLASSES.get(handler.getBeanType()).getMethods().stream()
                .filter(method -> method.reflect().equals(handler.getMethod()))
                .findFirst()
                .orElseThrow();
    }
}
