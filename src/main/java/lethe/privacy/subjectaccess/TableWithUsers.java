package lethe.privacy.subjectaccess;

import java.util.List;
import java.util.Optional;
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

    /** Whether a column holds the id of a person and of nothing else: the row's own, or one who did something to it. */
    static boolean refersToSomebody(PersonalDataField datum) {
        return datum.saysWhose()
                || datum.namesSomebody() && !datum.called().names().isEmpty();
    }

    /** Where people meet it: what it is of, and not whom else it names. */
    Group group() {
        return whose().orElse(columns.getFirst()).group();
    }

    /** When a row was made, or changed; empty where nothing says it. */
    Optional<PersonalDataField> when() {
        return columns.stream()
                .filter(datum -> datum.type().equals("timestamp with time zone"))
                .findFirst();
    }

    /** The column that says whose a row is; empty where rows are acts, which are of everybody they name. */
    Optional<PersonalDataField> whose() {
        return columns.stream().filter(PersonalDataField::saysWhose).findFirst();
    }
}
