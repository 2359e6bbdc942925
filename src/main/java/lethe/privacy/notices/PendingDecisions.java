package lethe.privacy.notices;

import java.util.UUID;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/** The users who have not consented to a notice themselves. Implemented by the consent room. */
public interface PendingDecisions {
    int count(int version);

    /** Counts the users who are not terminated. */
    int present();

    Page<Person> list(int version, @Nullable UUID after, int limit);

    record Person(UserId id, String name) {
        /** Leaves out personal data, for logs. */
        @Override
        public String toString() {
            return "Person[" + id + "]";
        }
    }
}
