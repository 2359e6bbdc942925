package lethe.privacy.notices;

import java.util.Locale;
import java.util.regex.Pattern;
import lethe.platform.formats.Markdown;

/**
 * Readability from 0 to 100: Flesch's formula for English, Amstad's for German. Syllables are counted by vowels, which
 * is right for nearly all words.
 */
final class ReadingEase {
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?](?=\\s|$)|\\R");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}’'-]*");
    private static final Pattern VOWELS = Pattern.compile("[aeiouyäöü]+");

    /** A silent e, as in "name", "names" and "used", but not in "people", "be" or "terminated". */
    private static final Pattern SILENT_E =
            Pattern.compile("(?<=[aeiouy][^aeiouy]{1,2})(?<![^aeiouy]l)(?:e|es|(?<![td])ed)$");

    private ReadingEase() {}

    static double of(String markdown, Locale language) {
        var text = Markdown.text(markdown).replaceAll("\\((?:[^()]|\\([^()]*\\))*\\)", "");
        double words = WORD.matcher(text).results().count();
        double sentences = SENTENCE_END
                .splitAsStream(text)
                .filter(sentence -> WORD.matcher(sentence).find())
                .count();
        double syllables = WORD.matcher(text)
                .results()
                .mapToInt(word -> syllables(word.group(), language))
                .sum();
        return language.equals(Locale.GERMAN)
                ? 180 - words / sentences - 58.5 * syllables / words
                : 206.835 - 1.015 * words / sentences - 84.6 * syllables / words;
    }

    static int syllables(String word, Locale language) {
        var small = word.toLowerCase(language);
        var spoken = language.equals(Locale.ENGLISH) ? SILENT_E.matcher(small).replaceFirst("") : small;
        return Math.max(1, (int) VOWELS.matcher(spoken).results().count());
    }
}
