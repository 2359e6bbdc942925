package lethe;

import java.util.regex.Pattern;

/**
 * Generates a shortest (or nearly shortest) text that a regular expression matches: the first of alternatives, one
 * repetition where optional, ignoring lookahead.
 */
final class RegexExample {
    private static final String SAMPLES = " 0aA-.@/+é\u0301\n#;:{\"";
    private final String regex;
    private final StringBuilder text = new StringBuilder();
    private int at;

    private RegexExample(String regex) {
        this.regex = regex;
    }

    static String of(String regex) {
        var example = new RegexExample(regex);
        while (example.at < regex.length()) {
            example.alternatives();
            example.at++;
        }
        return example.text.toString();
    }

    /** Reads to the end of the group; only the first alternative is written. */
    private void alternatives() {
        var end = -1;
        while (at < regex.length() && regex.charAt(at) != ')') {
            if (regex.charAt(at) == '|') {
                end = end < 0 ? text.length() : end;
                at++;
            } else {
                piece();
            }
        }
        if (end >= 0) {
            text.setLength(end);
        }
    }

    private void piece() {
        var start = text.length();
        switch (regex.charAt(at)) {
            case '(' -> group();
            case '[' -> oneOf(endOfClass());
            case '\\' -> escaped();
            case '.' -> literal('x');
            case '^', '$' -> at++;
            default -> literal(regex.charAt(at));
        }
        repeat(start);
    }

    private void group() {
        var start = text.length();
        var looks = regex.startsWith("(?=", at)
                || regex.startsWith("(?!", at)
                || regex.startsWith("(?<!", at)
                || regex.startsWith("(?<=", at);
        at++;
        if (regex.startsWith("?", at)) {
            while (":>=!)".indexOf(regex.charAt(at)) < 0) {
                at++;
            }
            at += regex.charAt(at) == ')' ? 0 : 1;
        }
        alternatives();
        at++;
        if (looks) {
            text.setLength(start);
        }
    }

    private int endOfClass() {
        var depth = 0;
        for (var end = at; ; end++) {
            switch (regex.charAt(end)) {
                case '\\' -> end++;
                case '[' -> depth++;
                case ']' -> depth--;
                default -> {}
            }
            if (depth == 0) {
                return end + 1;
            }
        }
    }

    private void escaped() {
        var next = regex.charAt(at + 1);
        if ("dDwWsShHvVR".indexOf(next) >= 0) {
            oneOf(at + 2);
        } else if (next == 'p' || next == 'P') {
            oneOf(regex.indexOf('}', at) + 1);
        } else if (next == 'u' || next == 'x') {
            oneOf(at + (next == 'u' ? 6 : 4));
        } else if (Character.isLetter(next)) {
            at += 2;
            text.append(next == 'n' ? "\n" : next == 't' ? "\t" : next == 'r' ? "\r" : "");
        } else {
            at++;
            literal(next);
        }
    }

    private void literal(char letter) {
        text.append(letter);
        at++;
    }

    private void oneOf(int end) {
        var set = Pattern.compile(regex.substring(at, end));
        (SAMPLES + regex)
                .codePoints()
                .mapToObj(Character::toString)
                .filter(letter -> set.matcher(letter).matches())
                .findFirst()
                .ifPresent(text::append);
        at = end;
    }

    /** The minimum number of repetitions, but at least one. */
    private void repeat(int start) {
        if (at < regex.length() && "?*+{".indexOf(regex.charAt(at)) >= 0) {
            var piece = text.substring(start);
            if (regex.charAt(at) == '{') {
                var least = regex.substring(at + 1).split("[,}]", 2)[0];
                at = regex.indexOf('}', at) + 1;
                text.append(piece.repeat(Math.max(0, Integer.parseInt(least) - 1)));
            } else {
                at++;
            }
            while (at < regex.length() && "?+".indexOf(regex.charAt(at)) >= 0) {
                at++;
            }
        }
    }
}
