package lethe.lifecycle.staging;

/** What a line says of somebody, in clear: only ever in memory. */
record PersonLine(String firstName, String lastName, String email) {
    private static final String BREAK = "\n";

    /** As one text, to be sealed: no part of it has a line break in it, which is a control character. */
    String text() {
        return String.join(BREAK, firstName, lastName, email);
    }

    static PersonLine of(String text) {
        var parts = text.split(BREAK, 3);
        return new PersonLine(parts[0], parts[1], parts[2]);
    }

    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "Person[…]";
    }
}
