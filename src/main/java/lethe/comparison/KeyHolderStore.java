package lethe.comparison;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.LongPredicate;
import lethe.kernel.OrganisationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of all tables that refer to keys. */
@Repository
class KeyHolderStore {
    private final JdbcClient jdbc;

    KeyHolderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<HeldKey> holders(Collection<Long> slots, LongPredicate damaged) {
        return jdbc.sql(
                        "select slot, holder, organisation_id, kind, subject from holders_of_keys(:slots) order by slot")
                .param("slots", slots.toArray(Long[]::new))
                .query((row, number) -> new HeldKey(
                        row.getLong("slot"),
                        row.getString("holder"),
                        new OrganisationId(row.getObject("organisation_id", UUID.class)),
                        row.getString("kind"),
                        row.getObject("subject", UUID.class),
                        damaged.test(row.getLong("slot"))))
                .list();
    }
}
