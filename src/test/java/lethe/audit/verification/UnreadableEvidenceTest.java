package lethe.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lethe.LetheTest;
import lethe.MovedClock;
import lethe.Stage;
import lethe.Stage.House;
import lethe.audit.log.HoldingEntries;
import lethe.audit.log.UnsequencedEntries;
import lethe.audit.transparency.TreeReader;
import lethe.audit.verification.EvidenceResult.Code;
import lethe.audit.verification.EvidenceResult.Finding;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.EvidenceHolder;
import lethe.verifier.verify.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A row changed so that it cannot be compared is itself reported, and does not prevent finding others. */
@LetheTest
@Import(MovedClock.OfThePlatform.class)
class UnreadableEvidenceTest {
    @Autowired
    private Stage stage;

    @Autowired
    private Verifications verifications;

    @Autowired
    private List<EvidenceHolder> holders;

    @Autowired
    private HoldingEntries entries;

    @Autowired
    private UnsequencedEntries sequence;

    @Autowired
    private TreeReader book;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private ApplicationContext context;

    private House house;
    private OrganisationId organisation;
    private EvidenceRowsOnHand rows;
    private UUID vera;

    @BeforeEach
    void somePeopleAndAReceipt() {
        house = stage.house();
        organisation = OrganisationId.parse(house.id()).orElseThrow();
        rows = new EvidenceRowsOnHand(context, organisation);
        vera = UserId.parse(house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer")
                        .id())
                .orElseThrow()
                .value();
        var edo = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        house.ada().post("/users/" + edo + "/termination", Map.of());
    }

    static Stream<String> noReceipts() {
        return Stream.of(
                "",
                "[]",
                "no JSON",
                "null",
                "{\"format\":2,\"keys\":",
                "{\"format\":2,\"keys\":1e999}",
                "{\"format\":2,\"keys\":" + "9".repeat(400) + "}");
    }

    @ParameterizedTest
    @MethodSource("noReceipts")
    void anInvalidReceiptCountsAsChanged(String instead) {
        rows.execute("update termination set receipt = '%s' where %s returning 'done'".formatted(instead, mine()));

        assertThat(verifications.verify(organisation, null).evidence().findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(Code.EVIDENCE_CHANGED);
                    assertThat(finding.sentence()).startsWith("receipt of user_");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "1.5", "99999999999999999999", "null", "{}"})
    void anEntryAboutANoticeWithoutAVersionIsAFaultOfTheLog(String version) {
        rows.execute(("update audit_entry set facts = '{\"version\": %s}'"
                        + " where action = 'notice.published' and %s returning 'done'")
                .formatted(version, mine()));

        assertThat(verifications.verify(organisation, null).fault())
                .map(Fault::code)
                .contains(Fault.Code.CHANGED);
        assertThat(house.ada().page("/audit").body()).contains("The log does not match its signatures");
    }

    @Test
    void namesAnUnreadableRowAndComparesTheOthers() {
        var found = in(() -> check(unreadable(vera)).check());

        assertThat(found.findings())
                .map(Finding::toString)
                .containsExactly("EVIDENCE_CHANGED attestation of " + new UserId(vera) + " cannot be read");
        assertThat(found.held()).isPositive();
    }

    @Test
    void anUnreadableKindIsOneFinding() {
        var found = in(() -> check(new Damaged(attestations(), null, () -> jdbc.sql("select 1 / 0")
                        .query(UUID.class)
                        .list()))
                .check());

        assertThat(found.findings())
                .map(Finding::toString)
                .containsExactly("EVIDENCE_CHANGED attestation cannot be read");
    }

    @Test
    void anUnavailableDatabaseIsNoFinding() {
        assertThatThrownBy(() -> in(() -> check(unanswered()).check())).isInstanceOf(QueryTimeoutException.class);
        assertThatThrownBy(() -> in(() -> reader(unanswered()).check(organisation, List.of())))
                .isInstanceOf(QueryTimeoutException.class);
    }

    @Test
    void anUnavailableDatabaseDoesNotHideAFaultOfTheLog() {
        verifications.verify(organisation, null);
        rows.execute("update audit_entry set facts = '{}' where action = 'notice.published' and " + mine()
                + " returning 'done'");

        var found = in(() -> reader(unanswered()).check(organisation, List.of()));

        assertThat(found.fault()).map(Fault::code).contains(Fault.Code.CHANGED);
        assertThat(found.evidence()).isEqualTo(EvidenceResult.NONE);
    }

    private EvidenceCheck check(EvidenceHolder holder) {
        return new EvidenceCheck(List.of(holder), entries, clock, transactions);
    }

    private LogReader reader(EvidenceHolder holder) {
        return new LogReader(sequence, book, check(holder));
    }

    private EvidenceHolder attestations() {
        return holders.stream()
                .filter(holder -> holder.kind().equals("attestation"))
                .findFirst()
                .orElseThrow();
    }

    /** Fails in a way that ends the transaction. */
    private EvidenceHolder unreadable(UUID subject) {
        return new Damaged(attestations(), subject, () -> jdbc.sql("select 'x'::text::integer")
                .query(UUID.class)
                .list());
    }

    private EvidenceHolder unanswered() {
        return new Damaged(attestations(), null, () -> {
            throw new QueryTimeoutException("too long");
        });
    }

    private String mine() {
        return "organisation_id = '" + organisation.value() + "'";
    }

    private <T> T in(Supplier<T> work) {
        var one = new TransactionTemplate(transactions);
        one.setReadOnly(true);
        return TenantContext.in(organisation, () -> Objects.requireNonNull(one.execute(status -> work.get())));
    }

    /** @param subject whose rows cannot be read; absent if subjects cannot even be listed */
    private record Damaged(EvidenceHolder sound, @Nullable UUID subject, Supplier<List<UUID>> reading)
            implements EvidenceHolder {
        @Override
        public String kind() {
            return sound.kind();
        }

        @Override
        public String table() {
            return sound.table();
        }

        @Override
        public List<String> columns() {
            return sound.columns();
        }

        @Override
        public List<UUID> subjects(@Nullable UUID after, int most) {
            return subject == null ? reading.get() : sound.subjects(after, most);
        }

        @Override
        public List<Row> rows(Collection<UUID> subjects) {
            if (subject != null && subjects.contains(subject)) {
                throw new IllegalStateException("read all the same: " + reading.get());
            }
            return sound.rows(subjects);
        }

        @Override
        public Set<UUID> kept(Collection<UUID> subjects) {
            return sound.kept(subjects);
        }
    }
}
