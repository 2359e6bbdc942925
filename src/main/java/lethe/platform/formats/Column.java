package lethe.platform.formats;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A column that a file may have: known by its name and by what people and their programs call it.
 *
 * @param name as requests name it
 * @param german its title in a German file
 */
public record Column(String name, boolean required, String german, List<String> others) {
    /** What is wrong with a line, in files that come back; passed over where they are read again. */
    static final Column PROBLEM = new Column("problem", false, "Problem", List.of());

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{Zs}._\\p{Pd}]");
    private static final int LONGEST = 60;

    public static Column required(String name, String german, String... others) {
        return new Column(name, true, german, List.of(others));
    }

    public static Column optional(String name, String german, String... others) {
        return new Column(name, false, german, List.of(others));
    }

    /** What stands above it in a file in that language. */
    public String title(Locale language) {
        return language.getLanguage().equals("de") ? german : name;
    }

    /** In large letters or small, however its words are joined: E-Mail, e_mail and email are one. */
    boolean isCalled(String typed) {
        return typed.length() <= LONGEST && names().anyMatch(plain(typed)::equals);
    }

    /** {@code firstName (Vorname)}; once where the two are the same. */
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
