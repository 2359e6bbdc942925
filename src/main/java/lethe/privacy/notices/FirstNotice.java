package lethe.privacy.notices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.privacy.retention.RetentionPolicy;
import org.springframework.stereotype.Component;

/**
 * The first notice of a new organisation, with what Lethe stores and counts. From then on the organisation owns the
 * text.
 */
@Component
class FirstNotice {
    private final RetentionPolicy retentionPolicy;

    FirstNotice(RetentionPolicy retentionPolicy) {
        this.retentionPolicy = retentionPolicy;
    }

    /** For the organisation in scope, by language. */
    Map<String, Layers> texts(String organisation) {
        return Stream.of(Locale.ENGLISH, Locale.GERMAN)
                .collect(Collectors.toMap(
                        Locale::getLanguage,
                        language -> new Layers(
                                text("summary", language, organisation),
                                text("purposes", language, organisation),
                                null)));
    }

    /** The organisation's name is inserted last, so that placeholders in it are not replaced. */
    private String text(String layer, Locale language, String organisation) {
        var words = template(layer, language);
        for (var period : retentionPolicy.inWords(language).entrySet()) {
            words = words.replace("{" + period.getKey() + "}", period.getValue());
        }
        return words.replace("{organisation}", organisation);
    }

    private static String template(String layer, Locale language) {
        try (var text = FirstNotice.class.getResourceAsStream("/notices/" + layer + "_" + language + ".md")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
