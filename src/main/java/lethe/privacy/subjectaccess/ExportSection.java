package lethe.privacy.subjectaccess;

import java.util.List;

/**
 * What a table holds about the reader.
 *
 * @param records the newest rows, each as labelled values
 * @param total the number of rows of this kind; counting stops beyond {@link #COUNTED}
 * @param elsewhere the number of rows of other people, or their things, that refer to the reader: only their ids could
 *     be shown
 */
public record ExportSection(String table, String title, List<List<Value>> records, long total, long elsewhere) {
    /** Counting stops beyond this number of rows. */
    public static final int COUNTED = 1000;

    boolean isEmpty() {
        return total + elsewhere == 0;
    }

    /** Whether the one record shown is all there is. */
    public boolean isSingle() {
        return total == 1;
    }

    /** @param value text, number, boolean, time, day, or a list of labelled values */
    public record Value(String label, Object value) {
        /** Leaves out personal data, for logs. */
        @Override
        public String toString() {
            return "Value[…]";
        }
    }
}
