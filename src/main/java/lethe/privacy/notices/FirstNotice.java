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

/** What a new organisation's notice says of Lethe. From then on the text is the organisation's, and stays as it is. */
@Component
class FirstNotice {
    private final RetentionPolicy limits;

    FirstNotice(RetentionPolicy limits) {
        this.limits = limits;
    }

    /** Of the organisation in scope, by language. */
    Map<String, Layers> texts(String organisation) {
        return Stream.of(Locale.ENGLISH, Locale.GERMAN)
                .collect(Collectors.toMap(
                        Locale::getLanguage,
                        language -> new Layers(
                                text("summary", language, organisation),
                                text("purposes", language, organisation),
                                null)));
    }

    /** The organisation's name comes last: whatever it is, nothing is filled into it. */
    private String text(String layer, Locale language, String organisation) {
        var words = template(layer, language);
        for (var period : limits.inWords(language).entrySet()) {
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
