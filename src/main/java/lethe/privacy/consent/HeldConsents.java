package lethe.privacy.consent;

import java.time.Clock;
import lethe.platform.personaldata.EvidenceHolder;
import lethe.privacy.erasure.EvidenceAboutPeople;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of consent evidence whose hashes the audit log holds. */
@Configuration(proxyBeanMethods = false)
class HeldConsents {
    @Bean
    EvidenceHolder attestations(JdbcClient jdbc, Clock clock) {
        return new EvidenceAboutPeople(ConsentStore.ATTESTATION, jdbc, clock);
    }

    @Bean
    EvidenceHolder ownConsents(JdbcClient jdbc, Clock clock) {
        return new EvidenceAboutPeople(ConsentStore.OWN_CONSENT, jdbc, clock);
    }

    @Bean
    EvidenceHolder heldNewsletterConsents(JdbcClient jdbc, Clock clock) {
        return new EvidenceAboutPeople(NewsletterConsents.ROWS, jdbc, clock);
    }
}
