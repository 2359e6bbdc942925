package lethe.repeats;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lethe.kernel.Actor;
import lethe.kernel.Columns;
import lethe.kernel.Malformed;
import lethe.kernel.UserId;
import lethe.privacy.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The keys of {@code Idempotency-Key}: good for 24 hours, each actor's own. */
@Component
public class Repeats implements PersonalData {
    private static final Duration KEPT = Duration.ofHours(24);

    /** ASCII, but no e-mail address: it would stand here in clear, and could not be forgotten with its person. */
    private static final String FORM = "[\\x21-\\x7e&&[^@]]{1,64}";

    private final JdbcClient jdbc;
    private final Clock clock;

    Repeats(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
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
        forgetOld();
        return insert(actor, key, created) ? Optional.empty() : find(actor, key);
    }

    @Override
    public Erasure erase(UserId person) {
        jdbc.sql("delete from idempotency_key where actor_id = :person")
                .param("person", person.value())
                .update();
        return new Erasure("repeats", List.of("repeats"), List.of());
    }

    /** Of everybody: whoever creates nothing more has nothing kept for it either. */
    private void forgetOld() {
        jdbc.sql("delete from idempotency_key where created_at < :limit")
                .param("limit", Columns.time(clock.instant().minus(KEPT)))
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
