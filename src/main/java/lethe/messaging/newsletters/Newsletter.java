package lethe.messaging.newsletters;

import java.sql.ResultSet;
import java.sql.SQLException;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.ResultColumns;

/**
 * What people may choose to be sent.
 *
 * @param about what it is about, in the publisher's words
 * @param frequency how often it comes, likewise
 */
public record Newsletter(
        NewsletterId id, String name, String about, String frequency, Publisher publisher, long version) {
    /** Whose it is: the operator's, for the people of all organisations, or the organisation's own. */
    public enum Publisher {
        OPERATOR,
        ORGANISATION
    }

    /** As both publishers’ are stored. */
    public static Newsletter of(ResultSet row, int number) throws SQLException {
        return new Newsletter(
                new NewsletterId(ResultColumns.uuid(row, "id")),
                row.getString("name"),
                row.getString("about"),
                row.getString("frequency"),
                Publisher.valueOf(row.getString("publisher")),
                row.getLong("version"));
    }

    /** Whether a yes to the one is no yes to the other: it is about something else, or comes more often or less. */
    public boolean differsFrom(Newsletter other) {
        return !about.equals(other.about) || !frequency.equals(other.frequency);
    }

    /** Whether nothing of it reads otherwise. */
    public boolean says(Newsletter other) {
        return name.equals(other.name) && !differsFrom(other);
    }

    boolean isOf(Publisher one) {
        return publisher == one;
    }
}
