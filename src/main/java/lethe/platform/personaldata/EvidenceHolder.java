package lethe.platform.personaldata;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Implemented by each room for each kind of evidence that it keeps. The audit entry of the act that created a row contains the
 * row's hash, and the verification compares them; Spring injects all implementations. Calls run in one snapshot of the database,
 * in the scope of the organisation.
 */
public interface EvidenceHolder {
    /** The fact of an entry with the hash of each row that the act created, by kind. */
    String FACT = "evidence";
    /** The same for the rows that it replaced. */
    String REPLACED = "replaced";
    /** The order in which the database sorts UUIDs; {@link UUID} compares as signed numbers. */
    Comparator<UUID> ORDER = Comparator.comparing(UUID::toString);

    /** The name in facts and findings. */
    String kind();

    String table();

    /** The columns in which a change is detected. */
    List<String> columns();

    /** The path to the hash in an entry's facts. */
    default List<String> fact() {
        return List.of(FACT, kind());
    }

    /** What the rows and their entries are about. */
    default String about() {
        return "user";
    }

    /** The subjects of all rows, in {@link #ORDER}, without duplicates. */
    List<UUID> subjects(@Nullable UUID after, int most);

    List<Row> rows(Collection<UUID> subjects);

    /** Those of the subjects whose rows must all still exist. */
    Set<UUID> kept(Collection<UUID> subjects);

    /** Actions that start the retention period of a subject's rows. */
    default List<String> endings() {
        return List.of("user.terminated");
    }

    /**
     * Whether a row of a subject that is not {@link #kept} may be missing.
     *
     * @param made when the entry with its hash was recorded
     * @param ended when one of {@link #endings} was last recorded; absent if never
     */
    default boolean mayBeGone(Instant made, @Nullable Instant ended, Instant now) {
        return ended != null && isOver(DataCategory.RETAINED_RECORD, ended, now);
    }

    /** Whether data of that kind and age may have expired, whatever period the organisation had chosen. */
    static boolean isOver(DataCategory kind, Instant made, Instant now) {
        return !kind.plus(made.atOffset(ZoneOffset.UTC), kind.least())
                .minusDays(2)
                .toInstant()
                .isAfter(now);
    }

    /** The facts of an entry about the evidence that its act created, one row per kind. */
    static Map<String, Object> facts(Collection<Row> made) {
        return by(FACT, made);
    }

    static Map<String, Object> replaced(Collection<Row> former) {
        return by(REPLACED, former);
    }

    private static Map<String, Object> by(String fact, Collection<Row> rows) {
        var hashes = new TreeMap<String, Object>();
        rows.forEach(row -> {
            if (row.hash() != null) {
                hashes.put(row.kind(), row.hash());
            }
        });
        return hashes.isEmpty() ? Map.of() : Map.of(fact, hashes);
    }

    /**
     * A row, reduced to what the log may contain.
     *
     * @param since when it was created, according to the row
     * @param hash absent if the row is older than hashes in entries
     */
    record Row(
            String kind,
            UUID subject,
            Instant since,
            @Nullable String hash) {}
}
