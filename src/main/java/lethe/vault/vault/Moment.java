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
 * The database's time, by which groups of the directory are locked. Whoever owns the schema sees the numbers of the locks that are
 * held: they change every hour and with each start of the database, and say nothing to whoever has not the directory's key, so
 * that no two people are linked by having had the same e-mail.
 *
 * @param started when the database was started
 */
record Moment(Instant started, Instant now) {
    /** Within that of the hour both hours count: one node may already be there when another is not. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** The same on every node. */
    SortedSet<Long> numbers(EmailIndex directory, Collection<Integer> groups) {
        return hours().boxed()
                .flatMap(hour -> groups.stream().map(group -> directory.lockNumber(group, started, hour)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private LongStream hours() {
        return Stream.of(now.minus(MARGIN), now.plus(MARGIN))
                .mapToLong(time -> time.truncatedTo(ChronoUnit.HOURS).getEpochSecond())
                .distinct();
    }
}
