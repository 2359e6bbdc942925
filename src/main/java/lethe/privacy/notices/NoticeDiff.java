package lethe.privacy.notices;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The changes from one version to another, by language and layer.
 *
 * @param since the older version
 */
public record NoticeDiff(Notice since, Map<String, Map<Layer, TextDiff>> differences) {
    /** Compares all languages of either version. A language that was added appears as new text. */
    static NoticeDiff between(Notice since, Notice newer) {
        var differences = new TreeMap<String, Map<Layer, TextDiff>>();
        Stream.of(since, newer)
                .flatMap(notice -> notice.texts().keySet().stream())
                .forEach(language -> differences.put(
                        language,
                        between(since.texts().get(language), newer.texts().get(language))));
        return new NoticeDiff(since, differences);
    }

    /** Compares all layers of either text. */
    public static Map<Layer, TextDiff> between(Notice.@Nullable Text before, Notice.@Nullable Text after) {
        var old = layers(before);
        var now = layers(after);
        var differences = new TreeMap<Layer, TextDiff>();
        Stream.of(old, now)
                .flatMap(layers -> layers.keySet().stream())
                .forEach(layer -> differences.put(
                        layer, TextDiff.between(old.getOrDefault(layer, ""), now.getOrDefault(layer, ""))));
        return differences;
    }

    private static Map<Layer, String> layers(Notice.@Nullable Text text) {
        return text == null ? Map.of() : text.layers();
    }
}
