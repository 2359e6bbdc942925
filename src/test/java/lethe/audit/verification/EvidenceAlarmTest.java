package lethe.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.audit.transparency.LogAlarms;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.management.Command;
import lethe.platform.management.ManagementFailure;
import lethe.platform.personaldata.EvidenceHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Tampering with the evidence is reported to the operator even if the log is intact. */
@LetheTest
class EvidenceAlarmTest {
    private static final String OF_HEALTH = "Organisations whose evidence does not match their audit log: ";

    @Autowired
    private Stage stage;

    @Autowired
    private Verifications verifications;

    @Autowired
    private LogAlarms alarms;

    @Autowired
    private List<EvidenceHolder> holders;

    @Autowired
    private Command auditVerify;

    @Autowired
    private ApplicationContext context;

    private House house;
    private OrganisationId organisation;
    private EvidenceRowsOnHand rows;

    @BeforeEach
    void evidenceOfAda() {
        house = stage.house();
        organisation = OrganisationId.parse(house.id()).orElseThrow();
        rows = new EvidenceRowsOnHand(context, organisation);
    }

    @AfterEach
    void nobodyIsToldAnyMore() {
        alarms.endOfEvidence(organisation);
    }

    @Test
    void unchangedEvidenceRaisesNone() {
        assertThat(verifications.verifyAlone(organisation)).isPresent();

        assertThat(alarms.of(organisation)).isEmpty();
    }

    /** As the daily verification does, for all kinds of rows together, and repeatedly. */
    @Test
    void reportsChangedEvidenceInHealth() {
        rows.changed(attestation(), "language", () -> {
            verifications.verifyAlone(organisation);
            verifications.verifyAlone(organisation);

            assertThat(alarms.sentences())
                    .anyMatch(sentence -> sentence.contains(OF_HEALTH) && sentence.contains("lethe audit verify"));
            assertThat(stage.anybody().page("/health/ready").body()).contains(OF_HEALTH);
            assertThat(alarms.of(organisation))
                    .singleElement()
                    .asString()
                    .startsWith("its evidence was changed; noticed 2");
        });
    }

    /** Evidence restored before the operator looks was changed nevertheless. */
    @Test
    void lastsUntilTheOperatorWasToldAndTheEvidenceIsIntact() {
        rows.changed(attestation(), "language", () -> {
            verifications.verify(organisation, null);
            assertThat(told()).anyMatch(line -> line.startsWith("alarm: " + house.id()) && line.contains("evidence"));
            assertThat(alarms.of(organisation)).as("not right yet").hasSize(1);
        });
        verifications.verify(organisation, null);
        assertThat(alarms.of(organisation))
                .as("nobody was told that it is right")
                .hasSize(1);

        assertThat(told()).anyMatch(line -> line.startsWith("alarm: " + house.id()) && line.contains("evidence"));

        assertThat(alarms.of(organisation)).isEmpty();
    }

    @Test
    void theLogStaysIntactAndGrows() {
        rows.changed(attestation(), "language", () -> {
            verifications.verify(organisation, null);
            var before = size();
            house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");

            assertThat(size()).isGreaterThan(before);
            assertThat(alarms.of(organisation)).noneMatch(alarm -> alarm.contains("signing stopped"));
        });
    }

    private long size() {
        return house.ada().get("/audit/checkpoint").json().path("treeSize").asLong();
    }

    private EvidenceHolder attestation() {
        return holders.stream()
                .filter(holder -> holder.kind().equals("attestation"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> told() {
        try {
            return auditVerify.run(Map.of());
        } catch (ManagementFailure failed) {
            return failed.lines();
        }
    }
}
