package lethe.platform.formats;

import org.jspecify.annotations.Nullable;

/** What spreadsheets would take for a formula is made text by an apostrophe (OWASP, "CSV Injection"). */
public final class CsvInjection {
    /** Also in their wide forms, which some spreadsheets of East Asia take for the same. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvInjection() {}

    public static String guarded(@Nullable Object value) {
        var text = value == null ? "" : value.toString();
        return startsLikeFormula(text) ? "'" + text : text;
    }

    /** Takes away the apostrophe that {@link #guarded} put there. */
    public static String plain(String cell) {
        return cell.startsWith("'") && startsLikeFormula(cell) ? cell.substring(1) : cell;
    }

    /** Whatever apostrophes stand before it: what had one of its own gets another, or it would lose its own. */
    private static boolean startsLikeFormula(String text) {
        var start = 0;
        while (start < text.length() && text.charAt(start) == '\'') {
            start++;
        }
        return start < text.length() && FORMULA.indexOf(text.charAt(start)) >= 0;
    }
}
