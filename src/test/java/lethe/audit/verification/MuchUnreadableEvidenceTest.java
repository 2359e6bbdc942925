package lethe.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lethe.LetheTest;
import lethe.MovedClock;
import lethe.Stage;
import lethe.audit.log.HoldingEntries;
import lethe.audit.verification.EvidenceResult.Code;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.EvidenceHolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** However much evidence is unreadable, looking for it stays cheap and is one line of the log. */
@LetheTest
@Import(MovedClock.OfThePlatform.class)
@ExtendWith(OutputCaptureExtension.class)
class MuchUnreadableEvidenceTest {
    @Autowired
    private Stage stage;

    @Autowired
    private HoldingEntries entries;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private OrganisationId organisation;

    @BeforeEach
    void anOrganisation() {
        organisation = OrganisationId.parse(stage.house().id()).orElseThrow();
    }

    @Test
    void aFewAreFoundWithoutReadingEachAlone(CapturedOutput output) {
        var holder = new Broken(1_000, number -> number == 3 || number == 4 || number == 777);

        var found = check(holder);

        assertThat(found.findings())
                .extracting(finding -> finding.sentence())
                .containsExactly(
                        "odd of " + new UserId(Broken.subject(3)) + " cannot be read",
                        "odd of " + new UserId(Broken.subject(4)) + " cannot be read",
                        "odd of " + new UserId(Broken.subject(777)) + " cannot be read");
        assertThat(found.unheld()).as("all others compared").isEqualTo(997);
        assertThat(holder.reads.get()).isLessThan(60);
        assertThat(warnings(output)).singleElement().asString().contains("in 3 places");
    }

    @Test
    void whereAllAreUnreadableTheSearchEndsAndTheRestIsCounted(CapturedOutput output) {
        var holder = new Broken(3_000, number -> true);

        var found = check(holder);

        assertThat(found.findings()).hasSize(EvidenceResult.MOST).allSatisfy(finding -> assertThat(finding.code())
                .isEqualTo(Code.EVIDENCE_CHANGED));
        assertThat(found.more()).isEqualTo(3_000 - EvidenceResult.MOST);
        assertThat(found.held() + found.unheld()).isZero();
        assertThat(holder.reads.get()).isLessThan(3 * EvidenceResult.MOST);
        assertThat(warnings(output)).singleElement().asString().contains("in 3000 places");
    }

    /** The worst case for halving: each half has an unreadable row. */
    @Test
    void everySecondOneIsNoMoreExpensive() {
        var holder = new Broken(3_000, number -> number % 2 == 0);

        var found = check(holder);

        assertThat(found.findings()).hasSize(EvidenceResult.MOST);
        assertThat(holder.reads.get()).isLessThan(5 * EvidenceResult.MOST);
        assertThat(found.more() + EvidenceResult.MOST + found.unheld())
                .as("each is compared or counted as unreadable")
                .isEqualTo(3_000);
    }

    @Test
    void evidenceThatCanBeReadIsNotMentioned(CapturedOutput output) {
        var holder = new Broken(600, number -> false);

        var found = check(holder);

        assertThat(found.isGood()).isTrue();
        assertThat(holder.reads.get()).isEqualTo(2);
        assertThat(warnings(output)).isEmpty();
    }

    private EvidenceResult check(EvidenceHolder holder) {
        var oneView = new TransactionTemplate(transactions);
        oneView.setReadOnly(true);
        var check = new EvidenceCheck(List.of(holder), entries, clock, transactions);
        return TenantContext.in(organisation, () -> Objects.requireNonNull(oneView.execute(status -> check.check())));
    }

    private static List<String> warnings(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains("evidence cannot be read"))
                .toList();
    }

    /** Evidence older than hashes in entries, some of which cannot be read. */
    private final class Broken implements EvidenceHolder {
        private final AtomicInteger reads = new AtomicInteger();
        private final List<UUID> all;
        private final Set<UUID> broken;

        Broken(int count, IntPredicate isBroken) {
            this.all = IntStream.range(0, count).mapToObj(Broken::subject).toList();
            this.broken = IntStream.range(0, count)
                    .filter(isBroken)
                    .mapToObj(Broken::subject)
                    .collect(Collectors.toSet());
        }

        static UUID subject(int number) {
            return new UUID(0x7000L, 0x8000_0000_0000_0000L + number);
        }

        @Override
        public String kind() {
            return "odd";
        }

        @Override
        public String table() {
            return "app_user";
        }

        @Override
        public List<String> columns() {
            return List.of("id");
        }

        @Override
        public List<UUID> subjects(@Nullable UUID after, int most) {
            return all.stream()
                    .filter(one -> after == null || ORDER.compare(one, after) > 0)
                    .limit(most)
                    .toList();
        }

        @Override
        public List<Row> rows(Collection<UUID> subjects) {
            reads.incrementAndGet();
            if (subjects.stream().anyMatch(broken::contains)) {
                jdbc.sql("select 'x'::text::integer").query(Integer.class).single();
            }
            return subjects.stream()
                    .map(subject -> new Row("odd", subject, Instant.EPOCH, null))
                    .toList();
        }

        @Override
        public Set<UUID> kept(Collection<UUID> subjects) {
            return Set.of();
        }
    }
}
