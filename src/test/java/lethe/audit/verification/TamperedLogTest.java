package lethe.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.audit.transparency.LogAlarms;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.OrganisationId;
import lethe.verifier.verify.Fault;
import lethe.verifier.verify.Fault.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** The database's owner changes history in every possible way. */
@LetheTest
class TamperedLogTest {
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
    private long early;
    private Tampering tampering;

    @BeforeEach
    void aLogOfSomeEntries() {
        house = stage.house();
        organisation = OrganisationId.parse(house.id()).orElseThrow();
        early = house.ada().get("/audit/checkpoint").json().path("treeSize").asLong();
        house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");
        house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer");
        house.ada().get("/audit/checkpoint");
        tampering = new Tampering(context, organisation);
    }

    @AfterEach
    void whatWasChangedIsPutBack() {
        tampering.putBack();
        alarms.end(organisation);
    }

    @Test
    void verifiesAnIntactLog() {
        var found = verifications.verify(organisation, null);

        assertThat(found.fault()).isEmpty();
        assertThat(found.entries()).isEqualTo(entries().size());
    }

    @Test
    void namesAChangedEntry() {
        tamper(
                "update audit_entry set action = 'user.viewed' where id = (select entry_id from audit_leaf where organisation_id = '%s' and leaf_index = 2)");

        assertThat(fault()).satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(Code.CHANGED);
            assertThat(fault.index()).isEqualTo(2);
            assertThat(fault.entry()).isEqualTo(entry(2));
        });
    }

    @Test
    void namesAChangedEntryWithARecomputedHash() {
        tamper(
                "update audit_entry set leaf_hash = sha256('x') where id = (select entry_id from audit_leaf where organisation_id = '%s' and leaf_index = 1)");

        assertThat(fault().code()).isEqualTo(Code.CHANGED);
        assertThat(fault().entry()).isEqualTo(entry(1));
    }

    @Test
    void noticesARemovedEntry() {
        var removed = entry(1);
        tamper("delete from audit_leaf where organisation_id = '%s' and leaf_index = 1");

        assertThat(fault().code()).isEqualTo(Code.REMOVED);
        assertThat(fault().index()).isEqualTo(1);
        assertThat(removed).startsWith("entry_");
    }

    @Test
    void noticesARemovedEntryWhoseGapWasClosed() {
        tamper("delete from audit_leaf where organisation_id = '%s' and leaf_index = 1");
        tamper(
                "update audit_leaf set leaf_index = -leaf_index + 1000000 where organisation_id = '%s' and leaf_index > 1");
        tamper(
                "update audit_leaf set leaf_index = 1000000 - leaf_index - 1 where organisation_id = '%s' and leaf_index > 1000");

        assertThat(fault().code()).isEqualTo(Code.CHANGED);
        assertThat(fault().index()).isEqualTo(1);
    }

    @Test
    void noticesAnInsertedEntry() {
        tamper("""
                insert into audit_entry (id, organisation_id, at, actor_kind, action, target_kind, target_id, facts, salt, leaf_hash)
                select gen_random_uuid(), organisation_id, at, 'SYSTEM', action, target_kind, target_id, facts, salt, leaf_hash
                from audit_entry
                where organisation_id = '%s'
                limit 1
                """);

        assertThat(fault().code()).isEqualTo(Code.INSERTED);
        assertThat(EntryId.parse(String.valueOf(fault().entry()))).isPresent();
    }

    @Test
    void noticesSwappedEntries() {
        swap("audit_leaf", "leaf_index", "");

        assertThat(fault().code()).isEqualTo(Code.CHANGED);
        assertThat(fault().index()).isEqualTo(1);
    }

    @Test
    void entriesSwappedInTheTreeContradictTheCheckpoint() {
        swap("audit_leaf", "leaf_index", "");
        swap("audit_node", "node_index", " and level = 0");

        assertThat(fault().code()).isEqualTo(Code.REORDERED);
        assertThat(fault().index()).isLessThanOrEqualTo(1);
    }

    @Test
    void aRolledBackLogContradictsTheKeptCheckpoint() {
        var seen = house.ada().get("/audit/checkpoint").text("checkpoint");
        assertThat(verifications.verify(organisation, null).fault()).isEmpty();

        rollBack();

        assertThat(verifications
                        .verify(organisation, seen)
                        .fault()
                        .orElseThrow()
                        .code())
                .isEqualTo(Code.ROLLED_BACK);
        assertThat(fault().code()).as("from memory").isEqualTo(Code.ROLLED_BACK);
        assertThat(fault().index()).isEqualTo(early);
    }

    @Test
    void aRolledBackLogThatGrewAgainHasAnotherHistory() {
        assertThat(verifications.verify(organisation, null).fault()).isEmpty();
        rollBack();
        for (var number = 0; number < 6; number++) {
            house.create("Ida", Stage.email("ida"), "INTERNAL", "Viewer");
        }

        assertThat(fault().code()).isEqualTo(Code.OTHER_HISTORY);
    }

    @Test
    void anUnsignedCheckpointCoversNothing() {
        tamper("update audit_checkpoint set note = replace(note, ' ', '  ') where organisation_id = '%s'");

        assertThat(fault().code()).isEqualTo(Code.UNSIGNED);
    }

    private void swap(String table, String column, String more) {
        for (var step : List.of("1 to 100001", "2 to 1", "100001 to 2")) {
            tamper("update " + table + " set " + column + " = " + step.split(" to ")[1]
                    + " where organisation_id = '%s' and " + column + " = " + step.split(" to ")[0] + more);
        }
    }

    private void tamper(String statement) {
        tampering.with(statement);
    }

    private void rollBack() {
        tampering.rollBack(early);
    }

    private Fault fault() {
        return verifications.verify(organisation, null).fault().orElseThrow();
    }

    private String entry(int index) {
        return entries().stream()
                .filter(entry -> entry.path("index").asInt(-1) == index)
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    private List<JsonNode> entries() {
        return house.ada()
                .get("/audit?limit=200")
                .json()
                .path("items")
                .valueStream()
                .toList();
    }
}
