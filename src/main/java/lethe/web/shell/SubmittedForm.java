package lethe.web.shell;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody typed into a form that cannot be shown to them again, as text to copy.
 *
 * <p>A form may carry {@code called} along, {@code id=name}, which says what people call the id in its other values.
 */
final class SubmittedForm {
    private static final Pattern SECRET =
            Pattern.compile("(?i)password|secret|token|recovery|passkey|totp|otp|csrf|pin$|^(repeated|codes?|link)$");
    private static final Set<String> NOT_TYPED = Set.of("version", "seen", "after", "done", "called", "repeatKey");
    private final Map<String, String[]> form;

    SubmittedForm(Map<String, String[]> form) {
        this.form = new TreeMap<>(form);
    }

    /** A line for each value; no secret, and nothing that only the page itself had put there. */
    String lines(PageContext shell) {
        return withoutSecrets(form)
                .filter(field -> isTyped(field.getKey()))
                .flatMap(field -> Arrays.stream(field.getValue())
                        .filter(value -> !value.isBlank())
                        .map(value -> label(shell, field.getKey()) + ": " + inWords(value)))
                .collect(Collectors.joining("\n"));
    }

    /** The fields that may be sent back to the browser they came from. */
    static Stream<Map.Entry<String, String[]>> withoutSecrets(Map<String, String[]> form) {
        return form.entrySet().stream()
                .filter(field -> !SECRET.matcher(field.getKey()).find());
    }

    private static boolean isTyped(String field) {
        return !NOT_TYPED.contains(field);
    }

    private static String label(PageContext shell, String field) {
        var named = shell.named(field);
        return named == null ? field : named;
    }

    private String inWords(String value) {
        var words = value;
        for (var called : form.getOrDefault("called", new String[0])) {
            var end = called.indexOf('=');
            words = end > 0 ? words.replace(called.substring(0, end), called.substring(end + 1)) : words;
        }
        return words;
    }
}
