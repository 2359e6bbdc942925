package lethe.vault.consistency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds the rows of all tables that refer to keys. */
@Repository
class KeyHolderStore {
    private final JdbcClient jdbc;
    private final TransactionTemplate separate;

    KeyHolderStore(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        separate = new TransactionTemplate(transactions);
        separate.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Reads each organisation in its own scope: no query sees two of them. */
    List<KeyReference> holders(Collection<Long> slots, LongPredicate damaged) {
        return byOrganisation(slots).entrySet().stream()
                .flatMap(its -> holders(its.getKey(), its.getValue(), damaged).stream())
                .sorted(Comparator.comparingLong(KeyReference::slot))
                .toList();
    }

    private Map<OrganisationId, Set<Long>> byOrganisation(Collection<Long> slots) {
        var found = new HashMap<OrganisationId, Set<Long>>();
        jdbc.sql("select slot, organisation_id from keys_in_use(:slots)")
                .param("slots", slots.toArray(Long[]::new))
                .query(row -> {
                    var organisation = new OrganisationId(row.getObject("organisation_id", UUID.class));
                    found.computeIfAbsent(organisation, id -> new HashSet<>()).add(row.getLong("slot"));
                });
        return found;
    }

    private List<KeyReference> holders(OrganisationId organisation, Collection<Long> slots, LongPredicate damaged) {
        return TenantContext.in(
                organisation,
                () -> Objects.requireNonNull(separate.execute(status -> jdbc.sql(
                                "select slot, holder, organisation_id, kind, subject from holders_of_keys(:slots)")
                        .param("slots", slots.toArray(Long[]::new))
                        .query((row, number) -> reference(row, damaged))
                        .list())));
    }

    private static KeyReference reference(ResultSet row, LongPredicate damaged) throws SQLException {
        return new KeyReference(
                row.getLong("slot"),
                row.getString("holder"),
                new OrganisationId(row.getObject("organisation_id", UUID.class)),
                row.getString("kind"),
                row.getObject("subject", UUID.class),
                damaged.test(row.getLong("slot")));
    }
}
