package lethe.limit;

import java.util.function.IntFunction;

/** The question marks of a statement, outside its texts. */
final class Placeholders {
    private Placeholders() {}

    static int count(String sql) {
        var count = new int[1];
        replaced(sql, number -> {
            count[0]++;
            return "";
        });
        return count[0];
    }

    /** @param by the replacement of the placeholder with this number, from 0 */
    static String replaced(String sql, IntFunction<String> by) {
        var text = new StringBuilder();
        var quoted = false;
        var number = 0;
        for (var at = 0; at < sql.length(); at++) {
            var letter = sql.charAt(at);
            quoted ^= letter == '\'';
            if (letter != '?' || quoted) {
                text.append(letter);
            } else if (sql.startsWith("??", at)) {
                text.append('?');
                at++;
            } else {
                text.append(by.apply(number++));
            }
        }
        return text.toString();
    }
}
