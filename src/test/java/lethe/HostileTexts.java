package lethe;

import static java.util.stream.Collectors.toCollection;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Generates long texts from a regular expression, on which a bad one is slow. */
final class HostileTexts {
    private static final Pattern WORD = Pattern.compile("[A-Za-z-]{3,40}");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(\\W)");
    private static final int LONG = 1_500;
    private static final int LONGEST_PART = 4;

    private HostileTexts() {}

    static Stream<String> of(String regex) {
        return Stream.concat(overAndOver(regex), pumped(RegexExample.of(regex)));
    }

    /** Texts that the pattern matches, with each part repeated: the beginning lets a search go deep. */
    private static Stream<String> pumped(String example) {
        return IntStream.range(0, example.length())
                .boxed()
                .flatMap(from -> IntStream.rangeClosed(from + 1, Math.min(from + LONGEST_PART, example.length()))
                        .mapToObj(to -> example.substring(0, to)
                                + example.substring(from, to).repeat(LONG / (to - from))
                                + example.substring(to)))
                .flatMap(text -> Stream.of(text, text.substring(0, text.length() - 1) + "\u0000"));
    }

    /**
     * The characters in the pattern and those they match, alone and in pairs, repeated, with an end that does not
     * fit.
     */
    private static Stream<String> overAndOver(String regex) {
        var letters = (regex + "aA0 \n.@-é")
                .codePoints()
                .mapToObj(Character::toString)
                .filter(letter -> "\\[](){}+*?^$|".indexOf(letter.charAt(0)) < 0)
                .collect(toCollection(LinkedHashSet::new));
        ESCAPED.matcher(regex).results().forEach(sign -> letters.add(sign.group(1)));
        var units = new LinkedHashSet<>(letters);
        letters.forEach(one -> letters.forEach(other -> units.add(one + other)));
        WORD.matcher(regex).results().forEach(word -> letters.forEach(letter -> units.add(word.group() + letter)));
        units.addAll(Set.of("[data-bs-theme=dark]", ";[data-bs-theme=dark]", "{}[data-bs-theme=dark],", "/1", "/o/"));
        return units.stream()
                .map(unit -> unit.repeat(LONG / unit.length()))
                .flatMap(text -> Stream.of(text, text + "\u0000", text + "!", letters.getFirst() + text + "\n"));
    }
}
