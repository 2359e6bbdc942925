package lethe.disclosure;

import java.util.List;
import java.util.Optional;
import lethe.inventory.Datum;

/** A table in which a user may be found. */
record Holding(String table, List<Datum> columns) {
    /** The columns that name people: a row in which none of them names the person is not theirs. */
    List<Datum> names() {
        return columns.stream().filter(Datum::namesSomebody).toList();
    }

    /** The column that says whose a row is; empty where rows are acts, which are of everybody they name. */
    Optional<Datum> whose() {
        return columns.stream().filter(Datum::saysWhose).findFirst();
    }
}
