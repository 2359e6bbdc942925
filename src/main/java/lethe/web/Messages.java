package lethe.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.AbstractMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The text of all rooms, from {@code messages/<room>_<language>.properties}. Every text is a {@link MessageFormat}, with
 * arguments or without, so an apostrophe is always written ’.
 */
final class Messages extends AbstractMessageSource {
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);
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
