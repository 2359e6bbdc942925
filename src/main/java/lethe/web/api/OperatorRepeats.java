package lethe.web.api;

import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.ResultColumns;
import lethe.vault.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Like {@link IdempotencyKeys}, for things that the operator creates outside any organisation. */
@Component
public class OperatorRepeats {
    private static final Duration GOOD_FOR = Duration.ofHours(24);
    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;

    OperatorRepeats(JdbcClient jdbc, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /** Like {@link IdempotencyKeys#claim}, for the operator. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<UUID> claim(Actor operator, @Nullable String key, UUID created) {
        operator.needOperator();
        if (key == null) {
            return Optional.empty();
        }
        IdempotencyKeys.check(key);
        var kept = HexFormat.of().formatHex(vault.installationFingerprint("operator-idempotency-key", key));
        deleteOld();
        return find(IdempotencyKeys.hashedAtUpgrade(key))
                .or(() -> insert(kept, created) ? Optional.empty() : find(kept));
    }

    private void deleteOld() {
        jdbc.sql("delete from operator_idempotency_key where created_at <= :limit")
                .param("limit", ResultColumns.time(clock.instant().minus(GOOD_FOR)))
                .update();
    }

    private boolean insert(String key, UUID created) {
        return jdbc.sql("""
                insert into operator_idempotency_key (key, created_id, created_at)
                values (:key, :created, :now)
                on conflict do nothing
                """)
                        .param("key", key)
                        .param("created", created)
                        .param("now", ResultColumns.time(clock.instant()))
                        .update()
                == 1;
    }

    private Optional<UUID> find(String key) {
        return jdbc.sql("select created_id from operator_idempotency_key where key = :key")
                .param("key", key)
                .query(UUID.class)
                .optional();
    }
}
