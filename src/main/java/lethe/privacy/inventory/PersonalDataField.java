package lethe.privacy.inventory;

import lethe.privacy.inventory.Terms.Fate;

/**
 * A column that holds personal data.
 *
 * @param type the PostgreSQL type
 */
public record PersonalDataField(String table, String column, String type, Group group, Terms terms, Called called) {
    private static final String WHOSE = "identification";
    private static final String NOBODY = "nobody";

    public PersonalDataField(String table, String column, String type, Group group, Terms terms) {
        this(table, column, type, group, terms, Called.NOTHING);
    }

    /** Whether it may hold a user's id. Other ids share the type but never equal a user's. */
    public boolean namesSomebody() {
        return type.equals("uuid");
    }

    /** Whether it identifies the owner of the row. */
    public boolean saysWhose() {
        return namesSomebody() && terms.purpose().equals(WHOSE);
    }

    /** Whether the row represents the person, rather than something that belongs to them. */
    boolean isThePerson() {
        return saysWhose() && column.equals("id");
    }

    /** Whether it identifies the owner of a thing. */
    boolean refersToOwner() {
        return saysWhose() && !isThePerson();
    }

    public boolean isSealed() {
        return type.equals("bytea");
    }

    /** Whether its value is withheld from the person, who only learns that it exists. */
    public boolean isSecret() {
        return isSealed() && terms.recipients().equals(NOBODY);
    }

    public boolean isErased() {
        return terms.atTermination() == Fate.ERASED;
    }

    /** The name as {@code table.column}. */
    public String name() {
        return table + "." + column;
    }
}
