package lethe.imports;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is at work on which import. */
@Component
class Leases extends lethe.jobs.Leases<ImportId> {
    Leases(JdbcClient jdbc, Clock clock) {
        super(jdbc, clock, "IMPORT", ImportId::value, ImportId::new);
    }
}
