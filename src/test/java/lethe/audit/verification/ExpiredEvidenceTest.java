package lethe.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lethe.audit.verification.EvidenceResult.Code;
import lethe.privacy.retention.RetentionJob;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Evidence that ends as planned raises no alarm. */
class ExpiredEvidenceTest extends EvidenceOfEachKind {
    @Autowired
    private RetentionJob retention;

    @Test
    void plannedExpiryRaisesNoAlarm() {
        house.ada()
                .put(
                        "/organisation/retention",
                        Map.of(
                                "limits",
                                List.of(
                                        Map.of("kind", "RETAINED_RECORD", "amount", 1),
                                        Map.of("kind", "BILLING_CHANGE", "amount", 1))));
        terminate(vera.id());
        assertThat(codes()).isEmpty();

        later(Duration.ofDays(300));
        assertThat(codes()).isEmpty();
        assertThat(rows.count(kind("newsletterConsent"))).isPositive();

        later(Duration.ofDays(368));
        assertThat(codes()).isEmpty();
        assertThat(rows.count(kind("newsletterConsent"))).isZero();
        assertThat(rows.count(kind("values"))).isZero();
        assertThat(evidence().unheld()).isZero();
    }

    @Test
    void deletingAPartnerEndsItsChanges() {
        house.ada().delete("/partners/" + partner);

        assertThat(rows.count(kind("values"))).isZero();
        assertThat(codes()).isEmpty();
    }

    @Test
    void countsRowsOlderThanRemovedEntriesAndFindsNewForgeries() {
        later(Duration.ofDays(4020));
        assertThat(codes()).isEmpty();
        assertThat(evidence().unheld()).isPositive();

        var forged = new HashMap<>(ANOTHER);
        forged.put("attested_at", "'%s'".formatted(clock.instant()));
        rows.insertOne(kind("attestation"), forged);

        assertThat(codes()).containsExactly(Code.EVIDENCE_ADDED);
    }

    @Test
    void automaticallyEndedNewslettersHaveAnEntryPerUser() {
        choose(true);
        house.ada().delete("/newsletters/" + news);

        assertThat(house.ada().get("/audit?action=user.newsletter-ended").body())
                .contains(vera.id(), "\"way\":\"WITHDRAWN\"", "\"newsletterConsent\":\"sha256:");
        assertThat(codes()).isEmpty();
    }

    private void later(Duration ahead) {
        clock.moveAhead(ahead);
        retention.apply(organisation);
    }
}
