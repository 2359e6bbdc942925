package lethe.privacy.subjectaccess;

import java.util.List;

/**
 * What a table holds of the person who reads it.
 *
 * @param records the newest rows, each as pairs of a label and what is there
 * @param total how many rows there are of that kind; of more than are counted it is only known that there are more
 * @param elsewhere how many rows of other people, or of their things, name them: of these only ids could be told
 */
public record ExportSection(String title, List<List<Value>> records, long total, long elsewhere) {
    /** Up to here rows are counted one by one. */
    public static final int COUNTED = 1000;

    boolean isEmpty() {
        return total + elsewhere == 0;
    }

    /** Whether one look shows all of it. */
    public boolean isSingle() {
        return total == 1;
    }

    /** @param value text, number, yes or no, time, day, or a list of values with labels of their own */
    public record Value(String label, Object value) {
        /** Nothing of a person's, for logs. */
        @Override
        public String toString() {
            return "Value[…]";
        }
    }
}
