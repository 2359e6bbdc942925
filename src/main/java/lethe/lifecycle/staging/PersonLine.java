package lethe.lifecycle.staging;

/** The personal data of a line in clear text; never stored or logged. */
record PersonLine(String firstName, String lastName, String email) {
    private static final String BREAK = "\n";

    /** As one text, to be encrypted. No part contains the line break, which is a control character. */
    String text() {
        return String.join(BREAK, firstName, lastName, email);
    }

    static PersonLine of(String text) {
        var parts = text.split(BREAK, 3);
        return new PersonLine(parts[0], parts[1], parts[2]);
    }

    /** Contains no personal data, so it may be logged. */
    @Override
    public String toString() {
        return "PersonLine[…]";
    }
}
