package lethe.privacy.notices;

import java.util.List;

/**
 * The notice that people are currently asked about, without its text.
 *
 * @param languages its languages in alphabetical order; at least one
 */
public record NoticeInForce(int version, List<String> languages) {
    /**
     * The language to show to someone who prefers {@code language}: that one, otherwise English, otherwise the first
     * available.
     */
    public String spoken(String language) {
        if (languages.contains(language)) {
            return language;
        } else {
            return languages.contains("en") ? "en" : languages.getFirst();
        }
    }
}
