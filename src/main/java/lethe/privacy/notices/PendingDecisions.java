package lethe.privacy.notices;

import java.util.UUID;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/** What notices ask of the room that knows people: who of those present has not consented to a version themselves. */
public interface PendingDecisions {
    int count(int version);

    /** How many people there are to be asked. */
    int present();

    Page<Person> list(int version, @Nullable UUID after, int limit);

    record Person(UserId id, String name) {
        /** Nothing of a person's, for logs. */
        @Override
        public String toString() {
            return "Person[" + id + "]";
        }
    }
}
