package lethe.repeats;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lethe.kernel.Actor;
import lethe.kernel.Columns;
import lethe.kernel.Malformed;
import lethe.kernel.UserId;
import lethe.privacy.PersonalData;
import lethe.retention.Expires;
import lethe.retention.Kind;
import lethe.retention.Lapsing;
import lethe.retention.Limit;
import lethe.retention.Limits;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The keys of {@code Idempotency-Key}: good for 24 hours, each actor's own. */
@Component
public class Repeats implements PersonalData, Expires {
    /** ASCII, but no e-mail address: it would stand here in clear, and could not be forgotten with its person. */
    private static final String FORM = "[\\x21-\\x7e&&[^@]]{1,64}";

    private final JdbcClient jdbc;
    private final Limits limits;
    private final Clock clock;

    Repeats(JdbcClient jdbc, Limits limits, Clock clock) {
        this.jdbc = jdbc;
        this.limits = limits;
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
        if (!key.matches(FORM)) {
            throw Malformed.parameter("Idempotency-Key");
        }
        deleteOld(actor, key);
        return insert(actor, key, created) ? Optional.empty() : find(actor, key);
    }

    @Override
    public Erasure erase(UserId person) {
        jdbc.sql("delete from idempotency_key where actor_id = :person")
                .param("person", person.value())
                .update();
        return new Erasure("repeats", List.of("repeats"), List.of());
    }

    @Override
    public Kind kind() {
        return Kind.IDEMPOTENCY_KEY;
    }

    @Override
    public int expire(Limit limit, int most) {
        return lapsing().delete(limit.before(), most);
    }

    @Override
    public Coming coming(Limit limit) {
        return lapsing().dueSince(limit);
    }

    private Lapsing lapsing() {
        return new Lapsing(jdbc, "idempotency_key", "created_at");
    }

    /** One whose time is over is good for another creation, also where it has not been removed yet. */
    private void deleteOld(Actor actor, String key) {
        jdbc.sql("delete from idempotency_key where actor_id = :actor and key = :key and created_at <= :limit")
                .param("actor", actor.self().value())
                .param("key", key)
                .param("limit", Columns.time(limits.of(Kind.IDEMPOTENCY_KEY).before()))
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
                        .param("now", Columns.time(clock.instant()))
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
