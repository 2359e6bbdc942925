package lethe.vault.vault;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lethe.vault.keyfile.EmailIndex;

/**
 * The database's time, which determines the lock numbers of index groups. The schema's owner can see the numbers of current
 * locks. They change every hour and with each start of the database and reveal nothing without the index key, so that two people
 * who had the same e-mail cannot be linked.
 *
 * @param started when the database was started
 */
record Moment(Instant started, Instant now) {
    /**
     * Within this distance of the full hour both hours are locked, because the clocks of two calls may be on either side of it.
     */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** The same on every node. */
    SortedSet<Long> numbers(EmailIndex index, Collection<Integer> groups) {
        return hours().boxed()
                .flatMap(hour -> groups.stream().map(group -> index.lockNumber(group, started, hour)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private LongStream hours() {
        return Stream.of(now.minus(MARGIN), now.plus(MARGIN))
                .mapToLong(time -> time.truncatedTo(ChronoUnit.HOURS).getEpochSecond())
                .distinct();
    }
}
