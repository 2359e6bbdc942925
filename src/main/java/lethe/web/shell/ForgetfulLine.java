package lethe.web.shell;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import java.util.List;

/**
 * Removes e-mail addresses from log lines. Tomcat, Spring and JDBC log paths and headers at DEBUG, where users may have
 * entered one by mistake. All lines pass through here, including stack traces, and are cut to a maximum length.
 */
public final class ForgetfulLine extends CompositeConverter<ILoggingEvent> {
    private static final int LONGEST = 16_384;
    private static final int LONGEST_LOCAL_PART = 66;
    private static final String STRIPPED = "[address]";
    private static final String CUT = "[…]\n";

    /** Spellings of the at sign in URLs, JSON and HTML, including double encoding. */
    private static final List<String> SIGNS =
            List.of("@", "%40", "%2540", "\\u0040", "&#64;", "&#x40;", "&commat;", "\uFF20", "\uFE6B");

    private static final String BOUNDS = "<>()[]{},;?&=|\\/:'`";

    @Override
    protected String transform(ILoggingEvent event, String line) {
        return strip(line);
    }

    /** Keeps the beginning, which says what happened, and the end with the root cause. */
    private static String withoutItsMiddle(String line) {
        return line.substring(0, LONGEST / 2) + CUT + line.substring(line.length() - LONGEST / 2);
    }

    /** Takes time linear in the length of the line. */
    static String strip(String line) {
        var text = line.length() > LONGEST ? withoutItsMiddle(line) : line;
        var out = new StringBuilder(text.length());
        var from = 0;
        for (var at = 0; at < text.length(); ) {
            var sign = signAt(text, at);
            if (sign == 0) {
                at++;
            } else {
                var start = before(text, from, at);
                at = after(text, at + sign);
                out.append(text, from, start).append(STRIPPED);
                from = at;
            }
        }
        return from == 0 ? text : out.append(text, from, text.length()).toString();
    }

    private static int signAt(String text, int at) {
        return SIGNS.stream()
                .filter(sign -> text.regionMatches(true, at, sign, 0, sign.length()))
                .mapToInt(String::length)
                .findFirst()
                .orElse(0);
    }

    /** Local parts may be quoted and contain spaces. */
    private static int before(String text, int from, int at) {
        var start = at;
        if (start > from && text.charAt(start - 1) == '"') {
            start = quoteBefore(text, Math.max(from, at - LONGEST_LOCAL_PART), start - 1);
        }
        while (start > from && isPart(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** The position of the opening quote, or of the closing one if there is none. */
    private static int quoteBefore(String text, int from, int close) {
        for (var open = close - 1; open >= from; open--) {
            if (text.charAt(open) == '"') {
                return open;
            }
        }
        return close;
    }

    private static int after(String text, int at) {
        var end = at;
        while (end < text.length() && isPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isPart(char letter) {
        return !Character.isWhitespace(letter) && letter != '"' && BOUNDS.indexOf(letter) < 0;
    }
}
