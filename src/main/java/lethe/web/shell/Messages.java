package lethe.web.shell;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.AbstractMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The messages of all rooms, from {@code messages/<room>_<language>.properties}. Every message is a
 * {@link MessageFormat}, even without arguments, so apostrophes must be written as ’.
 */
final class Messages extends AbstractMessageSource {
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);
    private static final char ISOLATE = '\u2068';
    private static final char END = '\u2069';
    private static final Set<Integer> DIRECTIONAL = Set.of(
            (int) Character.DIRECTIONALITY_RIGHT_TO_LEFT,
            (int) Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
            (int) Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
            (int) Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
            (int) Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
            (int) Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
            (int) Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
            (int) Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
            (int) Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
            (int) Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
            (int) Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE);
    private final Map<Locale, Map<String, MessageFormat>> texts = new HashMap<>();

    Messages() {
        setAlwaysUseMessageFormat(true);
        LANGUAGES.forEach(language -> texts.put(language, read(language)));
    }

    static Locale nearest(Locale asked) {
        return LANGUAGES.stream()
                .filter(one -> one.getLanguage().equals(asked.getLanguage()))
                .findFirst()
                .orElse(LANGUAGES.getFirst());
    }

    @Override
    protected @Nullable MessageFormat resolveCode(String key, Locale locale) {
        return texts.getOrDefault(nearest(locale), Map.of()).get(key);
    }

    /** Isolates names with right-to-left text or direction marks from the surrounding text (UAX #9, section 2.7). */
    @Override
    protected Object[] resolveArguments(Object @Nullable [] arguments, @Nullable Locale locale) {
        return Arrays.stream(super.resolveArguments(arguments, locale))
                .map(one -> one instanceof String text && changesDirection(text) ? ISOLATE + text + END : one)
                .toArray();
    }

    private static boolean changesDirection(String text) {
        return text.codePoints().map(Character::getDirectionality).anyMatch(DIRECTIONAL::contains);
    }

    private static Map<String, MessageFormat> read(Locale language) {
        var read = new HashMap<String, MessageFormat>();
        try {
            var files = new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:messages/*_" + language.getLanguage() + ".properties");
            for (var file : files) {
                var texts = new Properties();
                texts.load(new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8));
                texts.forEach((key, text) -> read.put((String) key, new MessageFormat((String) text, language)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return read;
    }
}
