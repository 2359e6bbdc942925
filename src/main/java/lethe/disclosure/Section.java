package lethe.disclosure;

import java.util.List;
import lethe.inventory.Line;

/**
 * A part of the page on what is held of the person who reads it.
 *
 * @param why on which terms
 * @param records rows of a table, each as pairs of a label and what is there
 * @param more whether there are more records than these
 */
public record Section(String title, List<Line> why, List<List<Value>> records, boolean more) {
    /** @param value text, number, yes or no, time, day or JSON */
    public record Value(String label, Object value) {
        /** Nothing of a person's, for logs. */
        @Override
        public String toString() {
            return "Value[…]";
        }
    }
}
