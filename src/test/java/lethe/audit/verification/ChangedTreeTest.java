package lethe.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.audit.transparency.LogAlarms;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.management.Command;
import lethe.platform.management.ManagementFailure;
import lethe.verifier.verify.Fault;
import lethe.verifier.verify.Fault.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

/** The database's owner changes the tree over the entries; it is never signed over. */
@LetheTest
@ExtendWith(OutputCaptureExtension.class)
class ChangedTreeTest {
    private static final String HERE = " where organisation_id = '%s'";

    @Autowired
    private Stage stage;

    @Autowired
    private Verifications verifications;

    @Autowired
    private LogAlarms alarms;

    @Autowired
    private ApplicationContext context;

    private House house;
    private OrganisationId organisation;
    private long size;
    private Tampering tampering;

    @BeforeEach
    void aLogOfOddSize() {
        house = stage.house();
        organisation = OrganisationId.parse(house.id()).orElseThrow();
        size = signed();
        while (size < 11 || size % 4 != 3) {
            act();
            size = signed();
        }
        assertThat(verifications.verify(organisation, null).fault()).isEmpty();
        tampering = new Tampering(context, organisation);
    }

    @AfterEach
    void whatWasChangedIsPutBackAndTheOperatorWasTold() {
        tampering.putBack();
        assertThat(verifications.verify(organisation, null).fault()).isEmpty();
        alarms.end(organisation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_node set hash = sha256('x')" + HERE,
                "update audit_node set hash = sha256('x')" + HERE
                        + " and level = 0 and node_index = (select max(size) - 1 " + "from audit_checkpoint" + HERE
                        + ")",
                "update audit_node set hash = sha256('x')" + HERE + " and level = 1",
                "update audit_node set hash = sha256('x')" + HERE + " and level = 3",
                "delete from audit_node" + HERE,
                "delete from audit_node" + HERE + " and level = 1",
                "insert into audit_node (organisation_id, level, node_index, hash) values ('%s', 0, 100000, sha256('x'))",
                "insert into audit_node (organisation_id, level, node_index, hash) select organisation_id, 0, max(size), "
                        + "sha256('x') from audit_checkpoint" + HERE + " group by organisation_id",
                "insert into audit_node (organisation_id, level, node_index, hash) values ('%s', 40, 0, sha256('x'))",
            })
    void isRecomputedBeforeTheNextSignature(String change) {
        tamper(change);

        act();

        assertThat(signed()).isGreaterThan(size);
        assertThat(verifications.verify(organisation, null).fault()).isEmpty();
        assertThat(alarms.of(organisation)).singleElement().asString().contains("has been repaired");
        assertThat(alarms.sentences()).anyMatch(sentence -> sentence.contains("were changed, and repaired"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void verificationFindsAChangedNode(int level) {
        tamper("update audit_node set hash = sha256('x')" + HERE + " and node_index = 0 and level = " + level);

        var fault = verifications.verify(organisation, null).fault();

        assertThat(fault).map(Fault::code).contains(level == 0 ? Code.CHANGED : Code.NODE);
        assertThat(verifications.verify(organisation, null).fault())
                .as("computed again")
                .isEmpty();
        assertThat(house.ada().get("/audit/checkpoint").status()).isEqualTo(200);
    }

    @Test
    void stopsSigningIfAnEntryWasChangedAsWell() {
        tamper("update audit_entry set leaf_hash = sha256('x') where id = (select entry_id from audit_leaf" + HERE
                + " and leaf_index = 1)");
        tamper("update audit_node set hash = sha256('x')" + HERE);

        house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");
        house.ada().get("/audit/checkpoint");

        assertThat(covered()).isEqualTo(size);
        assertThat(alarms.of(organisation)).anyMatch(alarm -> alarm.contains("signing stopped"));
        assertThat(verifications.verify(organisation, null).fault()).isPresent();
        assertThat(alarms.of(organisation)).as("kept until it is right").isNotEmpty();
    }

    @Test
    void aChangedEntryUnderAnIntactTreeDoesNotStopSigning() {
        tamper("update audit_entry set leaf_hash = sha256('x') where id = (select entry_id from audit_leaf" + HERE
                + " and leaf_index = 1)");
        assertThat(verifications.verify(organisation, null).fault())
                .map(Fault::code)
                .contains(Code.CHANGED);

        act();

        assertThat(signed()).isGreaterThan(size);
        assertThat(alarms.of(organisation)).isEmpty();
    }

    @Test
    void doesNotSignOverAForgedCheckpointAndLogsThisOnce(CapturedOutput output) {
        forgeTheCheckpoint();

        house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");
        for (var attempt = 0; attempt < 5; attempt++) {
            assertThat(house.ada().get("/audit/checkpoint").status()).isEqualTo(503);
        }

        assertThat(covered()).isEqualTo(size);
        assertThat(output.toString().lines())
                .filteredOn(line -> line.contains(house.id()) && line.contains("signing has stopped"))
                .hasSize(1);
        assertThat(alarms.sentences()).anyMatch(sentence -> sentence.contains("do not match what was signed"));
    }

    @Test
    void aBrokenLogContinuesOnceItIsVerified() {
        forgeTheCheckpoint();
        house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");
        house.ada().get("/audit/checkpoint");
        assertThat(alarms.of(organisation)).singleElement().asString().contains("signing stopped");
        tamper("update audit_checkpoint set note = replace(note, '  ', ' ')" + HERE);

        assertThat(verifications.verify(organisation, null).fault()).isEmpty();

        assertThat(signed()).isGreaterThan(size);
        assertThat(alarms.of(organisation))
                .as("the operator was not told yet")
                .singleElement()
                .asString()
                .contains("has been repaired");
        assertThat(told())
                .anyMatch(line -> line.startsWith("alarm: " + house.id()) && line.contains("has been repaired"));
        assertThat(alarms.of(organisation)).as("now they were").isEmpty();
    }

    @Test
    void reportsAStillBrokenLogEachTime() {
        forgeTheCheckpoint();
        house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");
        house.ada().get("/audit/checkpoint");

        assertThat(told())
                .anyMatch(line -> line.startsWith("alarm: " + house.id()) && line.contains("signing stopped"));
        assertThat(told())
                .anyMatch(line -> line.startsWith("alarm: " + house.id()) && line.contains("signing stopped"));
    }

    @Test
    void concurrentNodesRepairItOnce() throws Exception {
        tamper("update audit_node set hash = sha256('x')" + HERE);

        try (var others = Executors.newFixedThreadPool(6)) {
            var acts = IntStream.range(0, 12)
                    .mapToObj(number -> others.submit(this::act))
                    .toList();
            for (var act : acts) {
                act.get();
            }
        }

        assertThat(signed()).isGreaterThanOrEqualTo(size + 12);
        assertThat(verifications.verify(organisation, null).fault()).isEmpty();
        assertThat(alarms.of(organisation)).hasSize(1);
    }

    private void forgeTheCheckpoint() {
        tamper("update audit_checkpoint set note = replace(note, ' ', '  ')" + HERE);
    }

    /** The output of {@code lethe audit verify}, which fails if other tests have left a damaged log. */
    private List<String> told() {
        try {
            return context.getBean("auditVerify", Command.class).run(Map.of());
        } catch (ManagementFailure wrong) {
            return wrong.lines();
        }
    }

    private void act() {
        assertThat(house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                        .status())
                .isEqualTo(201);
    }

    private long signed() {
        return house.ada().get("/audit/checkpoint").json().path("treeSize").asLong();
    }

    private long covered() {
        return Objects.requireNonNull(AsOwner.of(context).execute((Connection connection) -> {
            try (var statement = connection.createStatement()) {
                statement.execute("select set_config('lethe.organisation', '" + organisation.value() + "', false)");
                try (var found = statement.executeQuery("select max(size) from audit_checkpoint")) {
                    found.next();
                    return found.getLong(1);
                }
            }
        }));
    }

    private void tamper(String statement) {
        tampering.with(statement);
    }
}
