package lethe;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Refusal;
import lethe.platform.requests.Validation;
import org.junit.jupiter.api.Test;

/** {@code find…} returns, {@code lock…} takes a lock, {@code may…} answers a boolean, {@code require…} and {@code check…} throw. */
class MethodNamesTest {
    private static final Pattern METHOD =
            Pattern.compile("^ {4,8}(?!return |throw |else |new )(?:[\\w@.<>\\[\\],?]+ )+(\\w+)\\(.*");
    private static final Pattern LOCKS = Pattern.compile("for (no key )?(update|share)\\b");
    private static final Pattern WRITES = Pattern.compile("\\b(insert into|delete from|update \\w+\\s+set)\\b");

    private static final Map<String, String> NEVER_THROW = Map.of(
            "CrashReport#check", "counts what was broken, so that a run shows all of it",
            "IdentifierForm#check", "is a part of a record, a noun",
            "Page#check", "is the check sum of a cursor, a noun");

    private static final Map<String, String> NO_YES_OR_NO = Map.of(
            "Condition#isFine", "is told of a mail that was taken",
            "Condition#isOpen", "is told of a server that let us in",
            "Condition#isSeen", "is told of an answer",
            "Remains#isNotBlind", "is a line of a report",
            "Search#isNotBlind", "is a line of a report");

    /** Doors, which receive an actor. */
    private static final Map<String, String> REFUSE = Map.of(
            "Receipts#isPending", "answers only who may see receipts",
            "Verifications#isUnderway", "answers only who may see the log");

    private static final Map<String, String> NO_ROWS = Map.of(
            "DataDirectory#lock", "a file, before there is a database",
            "Mirror#lockHome", "a file, for databases of more than one kind may point at it",
            "EmailIndex#lockNumber", "nothing: is the number that a group of the index is locked by",
            "GateStore#lock", "groups of a file, by advisory locks in one order",
            "KeyFileTransactions#lock", "groups of a file, by advisory locks in one order",
            "KeyStore#lock", "the first signing key as well, of which there is no row yet",
            "NoticeStore#lock", "the next version, of which there is no row yet",
            "OrganisationStore#lockFounding", "the first organisation, of which there is no row yet",
            "TreeStore#lock", "the first entry as well, of which there is no row yet");

    @Test
    void mayMethodsReturnBooleansWithoutEffects() {
        assertThat(named("may[A-Z].*")).isNotEmpty().allSatisfy(method -> {
            assertThat(method.getRawReturnType().isEquivalentTo(boolean.class))
                    .as(method.getFullName())
                    .isTrue();
            assertThat(method.getMethodCallsFromSelf()).as(method.getFullName()).noneMatch(call -> call.getName()
                    .matches("(lock|insert|update|delete|record|count)([A-Z].*)?"));
        });
    }

    @Test
    void requireAndCheckMethodsReturnNoBooleans() {
        assertThat(named("(require|check)([A-Z].*)?")).hasSizeGreaterThan(50).allSatisfy(method -> assertThat(
                        method.getRawReturnType().getName())
                .as(method.getFullName())
                .isNotIn("boolean", Boolean.class.getName(), Optional.class.getName()));
    }

    /** A method that cannot refuse or fail checks nothing; form errors are collected first and then thrown as one. */
    @Test
    void requireAndCheckMethodsCanThrow() {
        assertThat(names(
                        "(require|check)([A-Z].*)?",
                        method -> !gathers(method) && !CallGraph.reaches(method, MethodNamesTest::throwsSomething)))
                .isEqualTo(NEVER_THROW.keySet());
    }

    @Test
    void isAndMayMethodsReturnBooleans() {
        assertThat(names("(is|may)[A-Z].*", method -> !method.getRawReturnType().isEquivalentTo(boolean.class)))
                .isEqualTo(NO_YES_OR_NO.keySet());
    }

    /** Neither directly, nor by a permission check, nor as declared. */
    @Test
    void isAndMayMethodsDoNotRefuse() {
        assertThat(names(
                        "(is|may)[A-Z].*",
                        method -> !method.getThrowsClause().getTypes().stream()
                                        .allMatch(type -> type.isAssignableTo(IOException.class))
                                || CallGraph.targets(method).anyMatch(MethodNamesTest::refuses)))
                .isEqualTo(REFUSE.keySet());
    }

    @Test
    void lockMethodsLockRows() throws IOException {
        var lockers = new HashSet<String>();
        for (var file : sources()) {
            var owner = "lethe."
                    + file.toString().replaceAll(".*/java/lethe/|\\.java$", "").replace('/', '.');
            methods(file)
                    .filter(method -> LOCKS.matcher(method.body()).find())
                    .forEach(method -> lockers.add(owner + "#" + method.name()));
        }

        assertThat(lockers).hasSizeGreaterThan(20);
        assertThat(names("lock([A-Z].*)?", method -> !CallGraph.reaches(method, each -> lockers.contains(named(each)))))
                .isEqualTo(NO_ROWS.keySet());
    }

    /** By file, because sources are read. */
    private static String named(JavaCodeUnit unit) {
        return unit.getOwner().getName().replaceAll("\\$.*", "") + "#" + unit.getName();
    }

    private static boolean gathers(JavaMethod method) {
        return method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Validation.class));
    }

    private static boolean throwsSomething(JavaCodeUnit unit) {
        return CallGraph.targets(unit)
                .anyMatch(target -> target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                        && target.getOwner().isAssignableTo(Throwable.class));
    }

    private static boolean refuses(CodeUnitAccessTarget target) {
        return target.getOwner().isAssignableTo(Refusal.class)
                || target.getOwner().isEquivalentTo(Actor.class)
                        && target.getName().matches("need([A-Z].*)?");
    }

    private static Set<String> names(String pattern, Predicate<JavaMethod> wrong) {
        return named(pattern).stream()
                .filter(wrong)
                .map(method -> method.getOwner().getSimpleName() + "#" + method.getName())
                .collect(toCollection(TreeSet::new));
    }

    @Test
    void findMethodsReturnSomething() {
        assertThat(named("find([A-Z].*)?")).isNotEmpty().allSatisfy(method -> assertThat(
                        method.getRawReturnType().getName())
                .as(method.getFullName())
                .isNotIn("void", "boolean"));
    }

    /** Users hold roles. */
    @Test
    void noMethodForLocksIsCalledHold() {
        assertThat(named("hold([A-Z].*)?")).isEmpty();
    }

    @Test
    void methodsThatSelectForUpdateAreCalledLock() throws IOException {
        var lockers = new TreeSet<String>();
        for (var file : sources()) {
            methods(file)
                    .filter(method -> LOCKS.matcher(method.body()).find()
                            && !WRITES.matcher(method.body()).find())
                    .forEach(method -> lockers.add(method.name()));
        }

        assertThat(lockers).hasSizeGreaterThan(5).allMatch(name -> name.startsWith("lock"));
    }

    private record Source(String name, String body) {}

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(each -> each.toString().endsWith(".java")).toList();
        }
    }

    /** Each method with its code. A method whose statement also writes is named after the write. */
    private static Stream<Source> methods(Path file) throws IOException {
        var found = Stream.<Source>builder();
        var name = "";
        var body = new StringBuilder();
        for (var line :
                Stream.concat(Files.lines(file), Stream.of("    void end() {")).toList()) {
            var method = METHOD.matcher(line);
            if (method.matches()) {
                found.add(new Source(name, body.toString()));
                name = method.group(1);
                body.setLength(0);
            } else if (!line.strip().startsWith("*") && !line.strip().startsWith("/")) {
                body.append(line).append('\n');
            }
        }
        return found.build();
    }

    private static List<JavaMethod> named(String pattern) {
        return OwnCode.CLASSES.stream()
                .flatMap(each -> each.getMethods().stream())
                .filter(method -> method.getName().matches(pattern))
                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .toList();
    }
}
