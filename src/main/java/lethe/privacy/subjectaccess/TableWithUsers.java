package lethe.privacy.subjectaccess;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import lethe.privacy.inventory.Group;
import lethe.privacy.inventory.PersonalDataField;

/** A table that may refer to a user. */
record TableWithUsers(String name, List<PersonalDataField> columns) {
    /**
     * The columns that refer to people; rows where none of them is the person are not theirs. Other ids, such as role
     * ids, are left out: they never match, and without an index they would cause a full table scan.
     */
    List<PersonalDataField> names() {
        return columns.stream()
                .filter(PersonalDataField::namesSomebody)
                .filter(field -> whose().isEmpty() || refersToPeople(field))
                .toList();
    }

    /** The columns that make a row the person's own. */
    List<PersonalDataField> own() {
        return whose().map(List::of).orElseGet(this::names);
    }

    /** The columns in which rows of others refer to the person. */
    List<PersonalDataField> others() {
        return whose().map(own ->
                        names().stream().filter(field -> !field.equals(own)).toList())
                .orElse(List.of());
    }

    /** Whether a column holds only ids of people: the owner's, or an actor's. */
    static boolean refersToPeople(PersonalDataField field) {
        return field.saysWhose()
                || field.namesSomebody() && !field.called().names().isEmpty();
    }

    /** The group of the owner column, even if other columns belong to other groups. */
    Group group() {
        return whose().orElse(columns.getFirst()).group();
    }

    /** The column that orders rows by time: an id that begins with a timestamp, or a time; empty if there is none. */
    Optional<String> order() {
        return Ids.isNumbered(name)
                ? Optional.of(Ids.ID)
                : first(field -> field.type().equals("timestamp with time zone"))
                        .map(PersonalDataField::column);
    }

    private Optional<PersonalDataField> first(Predicate<PersonalDataField> which) {
        return columns.stream().filter(which).findFirst();
    }

    /** The column that identifies the owner of a row; empty if rows are acts, which belong to everyone they name. */
    Optional<PersonalDataField> whose() {
        return first(PersonalDataField::saysWhose);
    }
}
