package lethe.partnerfiles;

/** Who is to read a file. */
public enum Format {
    /** Semicolons and a byte order mark, by which Excel knows columns and UTF-8. */
    SPREADSHEET(';'),
    /** Commas and nothing but the text (RFC 4180). */
    PROGRAM(',');

    private final char separator;

    Format(char separator) {
        this.separator = separator;
    }

    char separator() {
        return separator;
    }
}
