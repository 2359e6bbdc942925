package lethe.platform.formats;

import org.jspecify.annotations.Nullable;

/** An apostrophe turns text that spreadsheets would read as a formula into plain text (OWASP, "CSV Injection"). */
public final class CsvInjection {
    /** Includes the full-width forms, which some East Asian spreadsheets treat alike. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvInjection() {}

    public static String guarded(@Nullable Object value) {
        var text = value == null ? "" : value.toString();
        return startsLikeFormula(text) ? "'" + text : text;
    }

    /** Removes the apostrophe that {@link #guarded} added. */
    public static String plain(String cell) {
        return cell.startsWith("'") && startsLikeFormula(cell) ? cell.substring(1) : cell;
    }

    /** Leading apostrophes are skipped: a text that has its own gets another, so that {@link #plain} restores it. */
    private static boolean startsLikeFormula(String text) {
        var start = 0;
        while (start < text.length() && text.charAt(start) == '\'') {
            start++;
        }
        return start < text.length() && FORMULA.indexOf(text.charAt(start)) >= 0;
    }
}
