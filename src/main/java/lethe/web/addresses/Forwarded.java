package lethe.web.addresses;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parses {@code Forwarded} (RFC 7239), in a single pass over each line. */
final class Forwarded {
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

    private Forwarded() {}

    /** The header is malformed. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable() {
            super("unreadable", null, false, false);
        }
    }

    /**
     * Returns the parameters of each element, in order. Lines are parsed separately, so an unclosed quote does not
     * affect other lines.
     */
    static List<Map<String, String>> elements(List<String> lines) throws Unreadable {
        var elements = new ArrayList<Map<String, String>>();
        for (var line : lines) {
            for (var element : split(line, ',')) {
                if (!element.isBlank()) {
                    elements.add(parameters(element));
                }
            }
        }
        return elements;
    }

    private static Map<String, String> parameters(String element) throws Unreadable {
        var parameters = new HashMap<String, String>();
        for (var pair : split(element, ';')) {
            var sign = pair.indexOf('=');
            var name = sign < 0 ? "" : pair.substring(0, sign).strip().toLowerCase(Locale.ROOT);
            if (!pair.isBlank() && (!name.matches(TOKEN) || parameters.put(name, value(pair, sign)) != null)) {
                throw new Unreadable();
            }
        }
        return parameters;
    }

    /**
     * A token or quoted string. Unquoted colons are accepted, because many proxies write {@code for} and {@code host}
     * that way.
     */
    private static String value(String pair, int sign) throws Unreadable {
        var value = pair.substring(sign + 1).strip();
        var quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        if (!quoted && (value.indexOf('"') >= 0 || value.isEmpty())) {
            throw new Unreadable();
        }
        return quoted ? unescaped(value.substring(1, value.length() - 1)) : value;
    }

    private static String unescaped(String quoted) {
        var text = new StringBuilder(quoted.length());
        for (var at = 0; at < quoted.length(); at++) {
            if (quoted.charAt(at) == '\\' && at + 1 < quoted.length()) {
                at++;
            }
            text.append(quoted.charAt(at));
        }
        return text.toString();
    }

    private static List<String> split(String text, char separator) throws Unreadable {
        var parts = new ArrayList<String>();
        var quoted = false;
        var start = 0;
        for (var at = 0; at < text.length(); at++) {
            var letter = text.charAt(at);
            if (letter == '"') {
                quoted = !quoted;
            } else if (quoted && letter == '\\') {
                at++;
            } else if (!quoted && letter == separator) {
                parts.add(text.substring(start, at));
                start = at + 1;
            }
        }
        if (quoted) {
            throw new Unreadable();
        }
        parts.add(text.substring(start));
        return parts;
    }
}
