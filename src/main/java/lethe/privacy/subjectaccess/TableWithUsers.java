package lethe.privacy.subjectaccess;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import lethe.privacy.inventory.Group;
import lethe.privacy.inventory.PersonalDataField;

/** A table in which a user may be found. */
record TableWithUsers(String table, List<PersonalDataField> columns) {
    /**
     * The columns that name people: a row in which none of them names the person is not theirs. Ids of other things, a role
     * say, equal nobody's, and as they are in no index the whole table would be read for them.
     */
    List<PersonalDataField> names() {
        return columns.stream()
                .filter(PersonalDataField::namesSomebody)
                .filter(datum -> whose().isEmpty() || refersToSomebody(datum))
                .toList();
    }

    /** Those that make a row the person's to see. */
    List<PersonalDataField> own() {
        return whose().map(List::of).orElseGet(this::names);
    }

    /** Those in which the rows of others name the person. */
    List<PersonalDataField> others() {
        return whose().map(own ->
                        names().stream().filter(datum -> !datum.equals(own)).toList())
                .orElse(List.of());
    }

    /** Whether a column holds the id of a person and of nothing else: the row's own, or one who did something to it. */
    static boolean refersToSomebody(PersonalDataField datum) {
        return datum.saysWhose()
                || datum.namesSomebody() && !datum.called().names().isEmpty();
    }

    /** Where people meet it: what it is of, and not whom else it names. */
    Group group() {
        return whose().orElse(columns.getFirst()).group();
    }

    /** The column by which rows are in order of time: their ids begin with it; empty where nothing tells it. */
    Optional<String> order() {
        return Ids.isNumbered(table)
                ? Optional.of(Ids.ID)
                : first(datum -> datum.type().equals("timestamp with time zone"))
                        .map(PersonalDataField::column);
    }

    private Optional<PersonalDataField> first(Predicate<PersonalDataField> which) {
        return columns.stream().filter(which).findFirst();
    }

    /** The column that says whose a row is; empty where rows are acts, which are of everybody they name. */
    Optional<PersonalDataField> whose() {
        return first(PersonalDataField::saysWhose);
    }
}
