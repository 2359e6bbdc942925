package lethe.notices;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a version changes in another, language by language.
 *
 * @param since the version it is compared with
 */
public record Change(Notice since, Map<String, Difference> differences) {
    /** In every language of either; words that were there in another language only are new in theirs. */
    static Change between(Notice since, Notice newer) {
        var differences = new TreeMap<String, Difference>();
        Stream.of(since, newer)
                .flatMap(notice -> notice.texts().keySet().stream())
                .forEach(language ->
                        differences.put(language, Difference.between(words(since, language), words(newer, language))));
        return new Change(since, differences);
    }

    private static String words(Notice notice, String language) {
        var text = notice.texts().get(language);
        return text == null ? "" : text.markdown();
    }
}
