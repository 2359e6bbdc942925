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
 * What a room implements for each kind of evidence that it keeps: the entry of the act that made a row holds a hash of it, and
 * whoever verifies the audit log compares. Spring hands the verification all of them. All calls come in one view of the database,
 * in the scope of the organisation.
 */
public interface EvidenceHolder {
    /** The fact of an entry that has, by kind, the hash of each row that the act made. */
    String FACT = "evidence";
    /** Likewise of the rows that it replaced. */
    String REPLACED = "replaced";
    /** By number, as the database sorts them; {@link UUID} compares with a sign. */
    Comparator<UUID> ORDER = Comparator.comparing(UUID::toString);

    /** As the fact and a finding name it. */
    String kind();

    String table();

    /** Those that a change is found in. */
    List<String> columns();

    /** Where an entry's facts have the hash. */
    default List<String> fact() {
        return List.of(FACT, kind());
    }

    /** What kind of thing the rows are about, and their entries' target is. */
    default String about() {
        return "user";
    }

    /** What rows there are about, in {@link #ORDER}, each once. */
    List<UUID> subjects(@Nullable UUID after, int most);

    List<Row> rows(Collection<UUID> subjects);

    /** Those of them of which no row may be gone. */
    Set<UUID> kept(Collection<UUID> subjects);

    /** The actions by any of which the log says that the time of the rows there were has begun to run out. */
    default List<String> endings() {
        return List.of("user.terminated");
    }

    /**
     * Whether a row may be gone of something that is not {@link #kept}.
     *
     * @param made when the entry that holds it was recorded
     * @param ended when one of {@link #endings} was last recorded; absent where it does not
     */
    default boolean mayBeGone(Instant made, @Nullable Instant ended, Instant now) {
        return ended != null && isOver(DataCategory.RETAINED_RECORD, ended, now);
    }

    /** Whether something of that kind, made then, may be over by now, whatever the organisation had chosen when. */
    static boolean isOver(DataCategory kind, Instant made, Instant now) {
        return !kind.plus(made.atOffset(ZoneOffset.UTC), kind.least())
                .minusDays(2)
                .toInstant()
                .isAfter(now);
    }

    /** What the entry of an act says of the evidence that it made, one row a kind. */
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
     * A row, by what the log may know of it.
     *
     * @param since when it was made, as far as the row knows
     * @param hash absent where the row is older than that entries hold hashes
     */
    record Row(
            String kind,
            UUID subject,
            Instant since,
            @Nullable String hash) {}
}
