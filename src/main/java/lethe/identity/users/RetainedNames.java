package lethe.identity.users;

import java.time.Clock;
import java.util.List;
import lethe.platform.personaldata.EvidenceHolder;
import lethe.platform.personaldata.EvidenceTable;
import lethe.privacy.erasure.EvidenceAboutPeople;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Names as evidence: past acts show them while the record is retained, and the audit log contains their hashes. */
@Configuration(proxyBeanMethods = false)
class RetainedNames {
    static final EvidenceTable ROWS = new EvidenceTable(
            "name", "app_user", "id", "created_at", "name_nonce", List.of("id", "first_name", "last_name"));

    @Bean
    EvidenceHolder names(JdbcClient jdbc, Clock clock) {
        return new EvidenceAboutPeople(ROWS, jdbc, clock);
    }
}
