package lethe.privacy.notices;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a version changes in another, language by language and layer by layer.
 *
 * @param since the version it is compared with
 */
public record NoticeDiff(Notice since, Map<String, Map<Layer, TextDiff>> differences) {
    /** In every language of either; words that were there in another language only are new in theirs. */
    static NoticeDiff between(Notice since, Notice newer) {
        var differences = new TreeMap<String, Map<Layer, TextDiff>>();
        Stream.of(since, newer)
                .flatMap(notice -> notice.texts().keySet().stream())
                .forEach(language -> differences.put(
                        language,
                        between(since.texts().get(language), newer.texts().get(language))));
        return new NoticeDiff(since, differences);
    }

    /** In every layer of either. */
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
