package lethe.privacy.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.RetentionPeriod;
import lethe.privacy.retention.RetentionPolicy;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The periods are read once, and equal those of each category. */
@LetheTest
class EndsTest {
    private static final Instant FROM = Instant.parse("2026-11-21T09:00:00Z");

    @Autowired
    private Stage stage;

    @Autowired
    private RetentionPolicy policy;

    @Test
    void followTheOrganisationsSettings() {
        var house = stage.house();
        var limits = List.of(Map.of("kind", "AUDIT_ENTRY", "amount", 3));
        assertThat(house.ada()
                        .put("/organisation/retention", Map.of("limits", limits))
                        .status())
                .isEqualTo(200);

        TenantContext.run(OrganisationId.parse(house.id()).orElseThrow(), () -> {
            var all = policy.all();
            var ends = new Ends(LocalDate.EPOCH, FROM, all);

            assertThat(all).containsOnlyKeys(DataCategory.values());
            assertThat(all.values()).extracting(RetentionPeriod::amount).contains(3);
            for (var kind : DataCategory.values()) {
                assertThat(ends.of(kind))
                        .as(kind.key())
                        .isEqualTo(policy.of(kind).lastDay(FROM));
            }
            assertThat(ends.of(DataCategory.AUDIT_ENTRY)).isEqualTo("2029-11-21");
        });
    }
}
