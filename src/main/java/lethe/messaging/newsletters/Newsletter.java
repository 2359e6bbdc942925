package lethe.messaging.newsletters;

import java.sql.ResultSet;
import java.sql.SQLException;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.ResultColumns;

/**
 * A newsletter that users can subscribe to.
 *
 * @param about what it is about, in the publisher's words
 * @param frequency how often it comes, in the publisher's words
 */
public record Newsletter(
        NewsletterId id, String name, String about, String frequency, Publisher publisher, long version) {
    /**
     * Who publishes a newsletter: the operator, for the users of all organisations, or an organisation, for its own.
     */
    public enum Publisher {
        OPERATOR,
        ORGANISATION
    }

    /** Reads a row of either publisher. */
    public static Newsletter of(ResultSet row, int number) throws SQLException {
        return new Newsletter(
                new NewsletterId(ResultColumns.uuid(row, "id")),
                row.getString("name"),
                row.getString("about"),
                row.getString("frequency"),
                Publisher.valueOf(row.getString("publisher")),
                row.getLong("version"));
    }

    /** Whether a consent to one does not cover the other: the subject or the frequency differs. */
    public boolean differsFrom(Newsletter other) {
        return !about.equals(other.about) || !frequency.equals(other.frequency);
    }

    /** Whether both read the same. */
    public boolean says(Newsletter other) {
        return name.equals(other.name) && !differsFrom(other);
    }

    boolean isOf(Publisher one) {
        return publisher == one;
    }
}
