package lethe.web.api;

import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.ExpiringRows;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.platform.personaldata.RetentionPeriod;
import lethe.platform.requests.SecretToken;
import lethe.vault.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Idempotency keys ({@code Idempotency-Key}), valid for 24 hours per actor. */
@Component
public class IdempotencyKeys implements PersonalDataHolder, ExpiringData {
    /** ASCII without the at sign, to keep out e-mail addresses. Only a hash of the key is stored anyway. */
    private static final String FORM = "[\\x21-\\x7e&&[^@]]{1,64}";

    /** The hash length in bytes used by V042 and V064. */
    private static final int HALF_HASH = 28;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;
    private final RoundTrips trips;

    IdempotencyKeys(JdbcClient jdbc, Vault vault, Clock clock, RoundTrips trips) {
        this.trips = trips;
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Claims a key for the thing that this transaction will create. A concurrent claim waits for the first one.
     *
     * @param key absent: nothing is claimed
     * @return the id that an earlier use of the key created
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<UUID> claim(Actor actor, @Nullable String key, UUID created) {
        if (key == null) {
            return Optional.empty();
        }
        check(key);
        var found = claim(actor, hashed(actor, key), hashedAtUpgrade(key), created);
        return found.equals(created) ? Optional.empty() : Optional.of(found);
    }

    @Override
    public Supplier<Erasure> erase(RoundTrip trip, UserId person) {
        trip.update("delete from idempotency_key where actor_id = :person", Map.of("person", person.value()));
        return () -> new Erasure("repeats", List.of("repeats"), List.of());
    }

    @Override
    public DataCategory kind() {
        return DataCategory.IDEMPOTENCY_KEY;
    }

    @Override
    public int expire(RetentionPeriod period, int most) {
        return expiringRows().delete(period.before(), most);
    }

    @Override
    public Coming coming(RetentionPeriod period) {
        return expiringRows().dueSince(period);
    }

    static void check(String key) {
        if (!key.matches(FORM)) {
            throw BadRequest.parameter("Idempotency-Key");
        }
    }

    /** Hashes with a secret outside the database, because keys may contain anything. */
    private String hashed(Actor actor, String key) {
        var hash = vault.fingerprint(actor.organisation(), "idempotency-key", actor.self() + " " + key);
        return HexFormat.of().formatHex(hash);
    }

    /** The hash of keys that V042 and V064 converted. Those rows expire within a day. */
    static String hashedAtUpgrade(String key) {
        return "sha256:" + HexFormat.of().formatHex(SecretToken.sha256(key), 0, HALF_HASH);
    }

    /** The period is the same for all organisations. */
    private RetentionPeriod period() {
        return new RetentionPeriod(kind(), kind().usual(), clock.instant());
    }

    private ExpiringRows expiringRows() {
        return new ExpiringRows(jdbc, "idempotency_key", "created_at");
    }

    /**
     * Claims the key. Expired keys can be reused even if they have not been deleted yet. Concurrent claims are
     * serialised by the unique index.
     *
     * @return the id that the key belongs to: the new or an earlier one
     */
    private UUID claim(Actor actor, String key, String former, UUID created) {
        var values = Map.of(
                "organisation", actor.organisation().value(),
                "actor", actor.self().value(),
                "key", key,
                "former", former,
                "created", created,
                "now", ResultColumns.time(clock.instant()),
                "limit", ResultColumns.time(period().before()));
        return trips.ask(trip -> {
                    trip.update(
                            "delete from idempotency_key where actor_id = :actor and key in (:key, :former) and created_at <= :limit",
                            values);
                    trip.update("""
                            insert into idempotency_key (organisation_id, actor_id, key, created_id, created_at)
                            select :organisation, :actor, :key, :created, :now
                            where not exists (select 1 from idempotency_key where actor_id = :actor and key = :former)
                            on conflict do nothing
                            """, values);
                    return trip.query(
                            "select created_id from idempotency_key where actor_id = :actor and key in (:key, :former)",
                            values,
                            (row, number) -> ResultColumns.uuid(row, "created_id"));
                })
                .getFirst();
    }
}
