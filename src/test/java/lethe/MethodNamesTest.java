package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code find…} returns, {@code lock…} takes a lock, {@code may…} answers a boolean, {@code require…} and {@code check…} throw. */
class MethodNamesTest {
    private static final Pattern METHOD =
            Pattern.compile("^ {4,8}(?!return |throw |else |new )(?:[\\w@.<>\\[\\],?]+ )+(\\w+)\\(.*");
    private static final Pattern LOCKS = Pattern.compile("for (no key )?(update|share)\\b");
    private static final Pattern WRITES = Pattern.compile("\\b(insert into|delete from|update \\w+\\s+set)\\b");

    @Test
    void whatMayIsAskedAnswersYesOrNoAndDoesNothing() {
        assertThat(named("may[A-Z].*")).isNotEmpty().allSatisfy(method -> {
            assertThat(method.getRawReturnType().isEquivalentTo(boolean.class))
                    .as(method.getFullName())
                    .isTrue();
            assertThat(method.getMethodCallsFromSelf()).as(method.getFullName()).noneMatch(call -> call.getName()
                    .matches("(lock|insert|update|delete|record|count)([A-Z].*)?"));
        });
    }

    @Test
    void whatIsRequiredOrCheckedThrowsAndAnswersNoYesOrNo() {
        assertThat(named("(require|check)([A-Z].*)?")).hasSizeGreaterThan(50).allSatisfy(method -> assertThat(
                        method.getRawReturnType().getName())
                .as(method.getFullName())
                .isNotIn("boolean", Boolean.class.getName(), Optional.class.getName()));
    }

    @Test
    void whatIsFoundIsReturned() {
        assertThat(named("find([A-Z].*)?")).isNotEmpty().allSatisfy(method -> assertThat(
                        method.getRawReturnType().getName())
                .as(method.getFullName())
                .isNotIn("void", "boolean"));
    }

    /** Roles are held, by people. */
    @Test
    void rowsAreLockedAndNotHeld() {
        assertThat(named("hold([A-Z].*)?")).isEmpty();
    }

    @Test
    void whatSelectsRowsForUpdateIsCalledALock() throws IOException {
        var lockers = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                lockers.addAll(lockers(file));
            }
        }

        assertThat(lockers).hasSizeGreaterThan(5).allMatch(name -> name.startsWith("lock"));
    }

    /** Methods whose SQL selects rows for update; one that writes in the same statement says what it writes. */
    private static TreeSet<String> lockers(Path file) throws IOException {
        var found = new TreeSet<String>();
        var name = "";
        var body = new StringBuilder();
        for (var line :
                Stream.concat(Files.lines(file), Stream.of("    void end() {")).toList()) {
            var method = METHOD.matcher(line);
            if (method.matches()) {
                var sql = body.toString();
                if (LOCKS.matcher(sql).find() && !WRITES.matcher(sql).find()) {
                    found.add(name);
                }
                name = method.group(1);
                body.setLength(0);
            } else if (!line.strip().startsWith("*") && !line.strip().startsWith("/")) {
                body.append(line).append('\n');
            }
        }
        return found;
    }

    private static List<JavaMethod> named(String pattern) {
        return OwnCode.CLASSES.stream()
                .flatMap(each -> each.getMethods().stream())
                .filter(method -> method.getName().matches(pattern))
                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .toList();
    }
}
