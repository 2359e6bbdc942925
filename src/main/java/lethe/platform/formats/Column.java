package lethe.platform.formats;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A column that a file may contain, recognised by its name and by common alternatives.
 *
 * @param name as requests name it
 * @param german its title in a German file
 */
public record Column(String name, boolean required, String german, List<String> others) {
    /** The reason for a rejection, in files returned for correction; ignored on input. */
    static final Column PROBLEM = new Column("problem", false, "Problem", List.of());

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{Zs}._\\p{Pd}]");
    private static final int LONGEST = 60;

    public static Column required(String name, String german, String... others) {
        return new Column(name, true, german, List.of(others));
    }

    public static Column optional(String name, String german, String... others) {
        return new Column(name, false, german, List.of(others));
    }

    /** The column's title in a file of that language. */
    public String title(Locale language) {
        return language.getLanguage().equals("de") ? german : name;
    }

    /** Ignores case and word separators: E-Mail, e_mail and email are equal. */
    boolean isCalled(String typed) {
        return typed.length() <= LONGEST && names().anyMatch(plain(typed)::equals);
    }

    /** {@code firstName (Vorname)}; a single name if both are equal. */
    String inBothLanguages() {
        return plain(name).equals(plain(german)) ? name : name + " (" + german + ")";
    }

    private Stream<String> names() {
        return Stream.concat(Stream.of(name, german), others.stream()).map(Column::plain);
    }

    private static String plain(String name) {
        return BETWEEN_WORDS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
