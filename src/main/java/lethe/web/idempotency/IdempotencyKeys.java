package lethe.web.idempotency;

import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.SecretToken;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.ExpiringData;
import lethe.platform.personaldata.ExpiringRows;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.platform.personaldata.RetentionPeriod;
import lethe.vault.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The keys of {@code Idempotency-Key}: good for 24 hours, each actor's own. */
@Component
public class IdempotencyKeys implements PersonalDataHolder, ExpiringData {
    /** ASCII, but no e-mail address: nobody needs one there, though a hash of the key is all that is kept. */
    private static final String FORM = "[\\x21-\\x7e&&[^@]]{1,64}";

    /** Bytes of it that V042 and V064 kept. */
    private static final int HALF_HASH = 28;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;

    IdempotencyKeys(JdbcClient jdbc, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Claims a key for what is about to be created in this transaction; a second claim waits for the first to end.
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
        var kept = kept(actor, key);
        var before = hashedAtUpgrade(key);
        deleteOld(actor, List.of(kept, before));
        return find(actor, before).or(() -> insert(actor, kept, created) ? Optional.empty() : find(actor, kept));
    }

    @Override
    public Erasure erase(UserId person) {
        jdbc.sql("delete from idempotency_key where actor_id = :person")
                .param("person", person.value())
                .update();
        return new Erasure("repeats", List.of("repeats"), List.of());
    }

    @Override
    public DataCategory kind() {
        return DataCategory.IDEMPOTENCY_KEY;
    }

    @Override
    public int expire(RetentionPeriod limit, int most) {
        return lapsing().delete(limit.before(), most);
    }

    @Override
    public Coming coming(RetentionPeriod limit) {
        return lapsing().dueSince(limit);
    }

    static void check(String key) {
        if (!key.matches(FORM)) {
            throw BadRequest.parameter("Idempotency-Key");
        }
    }

    /** Whatever somebody may have written into it: a hash under a key that the database has not. */
    private String kept(Actor actor, String key) {
        var hash = vault.fingerprint(actor.organisation(), "idempotency-key", actor.self() + " " + key);
        return HexFormat.of().formatHex(hash);
    }

    /** What V042 and V064 made of keys that were in use when it came; they lapse within a day. */
    static String hashedAtUpgrade(String key) {
        return "sha256:" + HexFormat.of().formatHex(SecretToken.sha256(key), 0, HALF_HASH);
    }

    /** No organisation can choose another. */
    private RetentionPeriod limit() {
        return new RetentionPeriod(kind(), kind().usual(), clock.instant());
    }

    private ExpiringRows lapsing() {
        return new ExpiringRows(jdbc, "idempotency_key", "created_at");
    }

    /** One whose time is over is good for another creation, also where it has not been removed yet. */
    private void deleteOld(Actor actor, List<String> keys) {
        jdbc.sql("delete from idempotency_key where actor_id = :actor and key in (:keys) and created_at <= :limit")
                .param("actor", actor.self().value())
                .param("keys", keys)
                .param("limit", ResultColumns.time(limit().before()))
                .update();
    }

    private boolean insert(Actor actor, String key, UUID created) {
        return jdbc.sql("""
                insert into idempotency_key (organisation_id, actor_id, key, created_id, created_at)
                values (:organisation, :actor, :key, :created, :now)
                on conflict do nothing
                """)
                        .param("organisation", actor.organisation().value())
                        .param("actor", actor.self().value())
                        .param("key", key)
                        .param("created", created)
                        .param("now", ResultColumns.time(clock.instant()))
                        .update()
                == 1;
    }

    private Optional<UUID> find(Actor actor, String key) {
        return jdbc.sql("select created_id from idempotency_key where actor_id = :actor and key = :key")
                .param("actor", actor.self().value())
                .param("key", key)
                .query(UUID.class)
                .optional();
    }
}
