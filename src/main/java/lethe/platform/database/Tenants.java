package lethe.platform.database;

import java.util.List;
import java.util.UUID;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The IDs of all organisations, for work that visits each of them. */
@Component
public class Tenants {
    private final JdbcClient jdbc;

    Tenants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every organisation's ID, oldest first. */
    @Transactional(readOnly = true)
    public List<OrganisationId> all() {
        return jdbc.sql("select id from organisation order by id").query(UUID.class).list().stream()
                .map(OrganisationId::new)
                .toList();
    }

    /** The part of the URL that names the organisation in scope. */
    @Transactional(readOnly = true)
    public String slug() {
        return TenantContext.organisation()
                .flatMap(id -> jdbc.sql("select slug from organisation where id = :id")
                        .param("id", id.value())
                        .query(String.class)
                        .optional())
                .orElseThrow(NotFound::new);
    }
}
