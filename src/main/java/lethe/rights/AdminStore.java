package lethe.rights;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class AdminStore {
    private final JdbcClient jdbc;

    AdminStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The admins there are, held until the transaction ends, so that two cannot step down at once. */
    List<UUID> hold() {
        return jdbc.sql("""
                select id
                from app_user
                where type = 'ADMIN' and status in ('INVITED', 'ACTIVE')
                order by id
                for update
                """).query(UUID.class).list();
    }
}
