package lethe.privacy.inventory;

import lethe.privacy.inventory.Terms.Fate;

/**
 * A column that holds personal data.
 *
 * @param type as PostgreSQL calls it
 */
public record PersonalDataField(String table, String column, String type, Group group, Terms terms, Called called) {
    private static final String WHOSE = "identification";
    private static final String NOBODY = "nobody";

    public PersonalDataField(String table, String column, String type, Group group, Terms terms) {
        this(table, column, type, group, terms, Called.NOTHING);
    }

    /** Whether it may hold the id of a person; the id of anything else is never equal to one. */
    public boolean namesSomebody() {
        return type.equals("uuid");
    }

    /** Whether it says whose the row is. */
    public boolean saysWhose() {
        return namesSomebody() && terms.purpose().equals(WHOSE);
    }

    /** Whether the row is the person, not a thing of theirs. */
    boolean isThePerson() {
        return saysWhose() && column.equals("id");
    }

    /** Whether it says whose a thing is. */
    boolean refersToOwner() {
        return saysWhose() && !isThePerson();
    }

    public boolean isSealed() {
        return type.equals("bytea");
    }

    /** Whether the person is only told that it is there. */
    public boolean isSecret() {
        return isSealed() && terms.recipients().equals(NOBODY);
    }

    public boolean isErased() {
        return terms.atTermination() == Fate.ERASED;
    }

    /** {@code table.column}. */
    public String name() {
        return table + "." + column;
    }
}
