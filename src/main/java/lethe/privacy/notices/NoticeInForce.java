package lethe.privacy.notices;

import java.util.List;

/**
 * The notice that people are asked about now, without its words.
 *
 * @param languages those that it is written in, in the order of the alphabet; at least one
 */
public record NoticeInForce(int version, List<String> languages) {
    /** The language in which it is shown to somebody who prefers this one: that, else English, else what there is. */
    public String spoken(String language) {
        if (languages.contains(language)) {
            return language;
        } else {
            return languages.contains("en") ? "en" : languages.getFirst();
        }
    }
}
