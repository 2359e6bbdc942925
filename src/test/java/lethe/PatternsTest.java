package lethe;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Runs every regular expression of the product, found in its classes, on long hostile texts. */
class PatternsTest {
    /** Methods whose first argument is a regular expression, and how many arguments follow. */
    private static final Set<String> TAKE_ONE = Set.of(
            "java/util/regex/Pattern.compile",
            "java/util/regex/Pattern.matches",
            "java/lang/String.matches",
            "java/lang/String.split",
            "java/lang/String.splitWithDelimiters",
            "java/lang/String.replaceAll",
            "java/lang/String.replaceFirst",
            "java/util/Scanner.useDelimiter",
            "lethe/partners/billing/IdentifierForm.of");

    /** Methods whose expression is not constant: it comes from the system, or from callers listed above. */
    private static final Set<String> NOT_CONSTANT =
            Set.of("lethe/partners/billing/IdentifierForm.of", "lethe/platform/database/ServerUser");

    private static final Pattern IN_AN_ADDRESS = Pattern.compile("\\{\\w{1,40}:([^{}]{1,100}(?:\\{[^{}]{1,9}})?)}");
    private static final Pattern TESTS = Pattern.compile("test-classes|-tests\\.jar");
    private static final int STEPS_A_LETTER = 130;
    /** Small, so that recursion per letter shows on a short text. */
    private static final int STACK = 160 * 1024;

    @Test
    void readsEachLetterOfALongTextAFewTimes() throws Exception {
        var slow = new TreeMap<String, String>();
        var patterns = patterns();
        var run = new FutureTask<Void>(() -> {
            patterns.forEach((regex, use) ->
                    slowest(regex, use.whole()).ifPresent(text -> slow.put(use.where() + "  " + regex, text)));
            return null;
        });
        new Thread(null, run, "patterns", STACK).start();
        run.get();

        assertThat(patterns).hasSizeGreaterThan(60);
        assertThat(patterns.values())
                .filteredOn(use -> use.where().startsWith("lethe/verifier/"))
                .hasSizeGreaterThan(8);
        assertThat(slow).isEmpty();
    }

    @Test
    void findsSlowPatterns() {
        assertThat(List.of(
                        "[^@]+@x",
                        "(a|aa)+b",
                        "(-?[a-z0-9])*",
                        "\\s+$",
                        "(.*)x(.*)y",
                        "^\\+\\+[^+]{2}z(\\{|\\{\\{)+q",
                        "^head: (\\w+\\s?)+;$",
                        "(\\[a?)*\\["))
                .allMatch(regex -> slowest(regex, false).isPresent() || overflows(regex));
        assertThat(List.of("[^@]@x", "[a-z]+", "-?[a-z0-9]++(?:-[a-z0-9]++)*+"))
                .allMatch(regex -> slowest(regex, false).isEmpty() && !overflows(regex));
    }

    @Test
    void generatesMatchesForPatternsWithoutLookaround() throws Exception {
        assertThat(patterns().keySet())
                .filteredOn(regex -> !regex.matches("(?s).*\\(\\?<?[=!].*"))
                .hasSizeGreaterThan(100)
                .allSatisfy(regex -> assertThat(RegexExample.of(regex)).containsPattern(regex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[^+]+\\+[0-9a-f]{8}\\+(?<key>.+)",
                "(?:a|b)[^x]\\d{2,}\\p{Lu}\\u00e9[\\p{Cc}&&[^\\n]]?",
                "-?[a-z0-9]++(?:-[a-z0-9]++)*+",
                "(?i)x(?=y)y\\.\\{",
                "[\\]a]|b"
            })
    void generatesMatches(String regex) {
        assertThat(RegexExample.of(regex)).matches("(?s)" + regex);
    }

    /** @param whole whether the text must match from its first letter to its last */
    private record Use(String where, boolean whole) {
        Use and(Use other) {
            return new Use(where, whole && other.whole);
        }
    }

    private static boolean overflows(String regex) {
        var run = new FutureTask<>(() -> slowest(regex, false).isPresent());
        var thread = new Thread(null, run, "one pattern", STACK);
        thread.start();
        try {
            return run.get();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** The first text, shortened, that takes too many steps or too deep a stack. */
    private static Optional<String> slowest(String regex, boolean whole) {
        var pattern = Pattern.compile(regex);
        return HostileTexts.of(regex)
                .filter(text -> !isBearable(pattern, text, Matcher::matches)
                        || !whole && !isBearable(pattern, text, Matcher::find))
                .map(text -> text.substring(0, 12) + "…" + text.substring(text.length() - 4))
                .findFirst();
    }

    private static boolean isBearable(Pattern pattern, String text, Function<Matcher, Boolean> one) {
        try {
            var matcher = pattern.matcher(new Counted(text, new int[] {STEPS_A_LETTER * text.length()}));
            var found = one.apply(matcher);
            while (found && matcher.end() < text.length()) {
                found = matcher.find();
            }
            return true;
        } catch (TooManySteps | StackOverflowError tooMuch) {
            return false;
        }
    }

    private static TreeMap<String, Use> patterns() throws IOException {
        var patterns = new TreeMap<String, Use>();
        var unknown = new ArrayList<String>();
        for (var file : classes()) {
            var classModel = ClassFile.of().parse(file.getContentAsByteArray());
            var name = classModel.thisClass().asInternalName();
            inAddresses(classModel).forEach(regex -> patterns.put(regex, new Use(name, true)));
            for (var method : classModel.methods()) {
                method.code().ifPresent(code -> collect(code.elementList(), name, patterns, unknown));
            }
        }
        assertThat(unknown).isEmpty();
        return patterns;
    }

    /** From both modules: the verifier reads untrusted files, and the server uses it. */
    private static List<Resource> classes() throws IOException {
        return Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath*:lethe/**/*.class"))
                .filter(file -> !TESTS.matcher(file.getDescription()).find())
                .toList();
    }

    private static Set<String> inAddresses(ClassModel classModel) {
        var texts = Stream.<String>builder();
        classModel.constantPool().forEach(entry -> {
            if (entry instanceof Utf8Entry text && text.stringValue().startsWith("/")) {
                texts.add(text.stringValue());
            }
        });
        return texts.build()
                .flatMap(text -> IN_AN_ADDRESS.matcher(text).results())
                .map(found -> found.group(1))
                .collect(toSet());
    }

    private static void collect(
            List<CodeElement> code, String where, TreeMap<String, Use> patterns, List<String> unknown) {
        var steps = code.stream().filter(Instruction.class::isInstance).toList();
        for (var place = 0; place < steps.size(); place++) {
            if (steps.get(place) instanceof InvokeInstruction call && TAKE_ONE.contains(nameOf(call))) {
                var pushed = place - call.typeSymbol().parameterCount();
                var simple = steps.subList(pushed + 1, place).stream().allMatch(PatternsTest::pushesOne);
                if (simple
                        && steps.get(pushed) instanceof ConstantInstruction constant
                        && constant.constantValue() instanceof String regex) {
                    patterns.merge(regex, new Use(where, call.name().equalsString("matches")), Use::and);
                } else if (NOT_CONSTANT.stream().noneMatch(known -> known.startsWith(where))) {
                    unknown.add(where + " calls " + nameOf(call) + " with what is no constant");
                }
            }
        }
    }

    private static boolean pushesOne(CodeElement step) {
        return step instanceof ConstantInstruction
                || step instanceof LoadInstruction
                || step instanceof FieldInstruction
                || step instanceof InvokeDynamicInstruction lambda
                        && lambda.typeSymbol().parameterCount() == 0;
    }

    private static String nameOf(InvokeInstruction call) {
        return call.owner().asInternalName() + "." + call.name().stringValue();
    }

    /** A text that counts reads of its letters. */
    private record Counted(String text, int[] left) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int place) {
            if (left[0]-- == 0) {
                throw new TooManySteps();
            }
            return text.charAt(place);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManySteps extends RuntimeException {
        TooManySteps() {
            super("", null, false, false);
        }
    }
}
