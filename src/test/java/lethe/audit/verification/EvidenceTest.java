package lethe.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lethe.LetheTest;
import lethe.MovedClock;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.audit.transparency.LogAlarms;
import lethe.audit.verification.EvidenceResult.Code;
import lethe.audit.verification.EvidenceResult.Finding;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import lethe.platform.management.Command;
import lethe.platform.management.ManagementFailure;
import lethe.platform.personaldata.EvidenceHolder;
import lethe.privacy.retention.RetentionJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;

/** The database's owner changes the evidence but not the signed log. */
@LetheTest
@Import(MovedClock.OfThePlatform.class)
class EvidenceTest {
    /** Columns that other rows refer to; foreign keys prevent changing them. */
    private static final Set<String> REFERRED_TO = Set.of("id", "notice_version");

    private static final Map<String, String> MARKED =
            Map.of("name", "last_name", "values", "changed", "receipt", "receipt", "notice", "markdown");

    private static final Map<String, String> ANOTHER = Map.of(
            "id", "gen_random_uuid()",
            "user_id", "gen_random_uuid()",
            "receipt_id", "gen_random_uuid()");

    @Autowired
    private Stage stage;

    @Autowired
    private MovedClock clock;

    @Autowired
    private Verifications verifications;

    @Autowired
    private LogAlarms alarms;

    @Autowired
    private RetentionJob retention;

    @Autowired
    private List<EvidenceHolder> holders;

    @Autowired
    private Command auditVerify;

    @Autowired
    private ApplicationContext context;

    private House house;
    private OrganisationId organisation;
    private Instant founded;
    private EvidenceRowsOnHand rows;
    private Person zoe;
    private Person vera;
    private String news;
    private String partner;

    @BeforeEach
    void evidenceOfEachKind() {
        founded = clock.instant();
        house = stage.house();
        organisation = OrganisationId.parse(house.id()).orElseThrow();
        rows = new EvidenceRowsOnHand(context, organisation);
        zoe = house.person(stage.anybody(), "Zoe", "ADMIN", "Administrator");
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        vera.api().patch("/me", Map.of("firstName", "Veronika"));
        news = house.ada()
                .post(
                        "/newsletters",
                        Map.of("name", "House news", "about", "What is new here.", "frequency", "Once a month."))
                .text("id");
        choose(true);
        choose(false);
        partner = house.ada().post("/partners", Map.of("name", "Kanari Media")).text("id");
        bill("Kanari Media GmbH");
        terminate(house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id"));
    }

    @AfterEach
    void itIsNowAgain() {
        clock.moveBack();
        alarms.endOfEvidence(organisation);
    }

    @Test
    void allEvidenceMatchesItsEntries() {
        var found = evidence();

        assertThat(holders)
                .extracting(EvidenceHolder::kind)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(7);
        assertThat(holders)
                .allSatisfy(holder ->
                        assertThat(rows.count(holder)).as(holder.kind()).isPositive());
        assertThat(found.findings()).isEmpty();
        assertThat(found.unheld()).isZero();
        assertThat(found.held())
                .as("of the notice both languages at once")
                .isEqualTo(plain().stream().mapToLong(rows::count).sum() + 1);
    }

    @Test
    void findsAChangeOfAnyColumn() {
        var refused = new ArrayList<String>();
        for (var holder : holders) {
            for (var column : holder.columns()) {
                try {
                    rows.changed(holder, column, () -> assertThat(codes())
                            .as(holder.kind() + "." + column)
                            .isNotEmpty()
                            .isSubsetOf(Code.values()));
                } catch (DataIntegrityViolationException itself) {
                    refused.add(column);
                }
            }
        }

        assertThat(refused).isSubsetOf(REFERRED_TO);
        assertThat(codes()).as("all put back").isEmpty();
    }

    @Test
    void namesAChangedRowAndItsEntry() {
        for (var holder : holders) {
            rows.changed(holder, MARKED.getOrDefault(holder.kind(), "language"), () -> assertThat(
                            evidence().findings())
                    .as(holder.kind())
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.code()).isEqualTo(Code.EVIDENCE_CHANGED);
                        assertThat(finding.index()).isNotNull();
                        assertThat(finding.toString())
                                .matches("EVIDENCE_CHANGED entry_\\w+ at \\d+: " + holder.kind()
                                        + " of (user|partner|org)_\\w+ is not what this entry holds a hash of");
                    }));
        }
    }

    @Test
    void aRemovedNonceDoesNotMakeARowOlderThanTheLog() {
        rows.execute("update attestation set nonce = null where user_id = %s returning 'done'".formatted(uuid(vera)));

        assertThat(codes()).containsExactly(Code.EVIDENCE_CHANGED);
    }

    @Test
    void noticesRemovedRowsOfPresentAndTerminatedUsers() {
        for (var holder : plain()) {
            var before = codes().size();

            rows.deleteOne(holder);

            assertThat(evidence().findings())
                    .as(holder.kind())
                    .hasSize(before + 1)
                    .anyMatch(finding -> finding.code() == Code.EVIDENCE_REMOVED
                            && finding.sentence().startsWith(holder.kind() + " of "));
        }
    }

    @Test
    void findsAForgedRow() {
        for (var holder : plain()) {
            var before = codes().size();

            rows.insertOne(holder, ANOTHER);

            assertThat(evidence().findings())
                    .as(holder.kind())
                    .hasSize(before + 1)
                    .anyMatch(finding -> finding.code() == Code.EVIDENCE_ADDED
                            && finding.toString().startsWith("EVIDENCE_ADDED " + holder.kind() + " of "));
        }
    }

    @Test
    void coversTheLanguagesAndVersionsOfANotice() {
        rows.execute("delete from notice_text where language = 'de' and " + mine() + " returning 'done'");
        assertThat(codes()).containsExactly(Code.EVIDENCE_CHANGED);

        rows.execute("insert into notice (organisation_id, version, published_at, in_force_from)"
                + " select organisation_id, 2, published_at, in_force_from from notice where " + mine()
                + " returning 'done'");
        assertThat(codes()).containsExactlyInAnyOrder(Code.EVIDENCE_CHANGED, Code.EVIDENCE_ADDED);
    }

    @Test
    void coversALaterVersion() {
        var texts = Map.of(
                "en", Map.of("summary", "In short.", "markdown", "At length."),
                "de", Map.of("summary", "Kurz.", "markdown", "Lang."));
        house.ada().post("/notices", Map.of("texts", texts));
        house.ada().post("/notices/2/publication", Map.of());

        assertThat(house.ada().get("/audit?action=notice.published").json().path("items"))
                .hasSize(2);
        assertThat(evidence().unheld()).isZero();
        assertThat(codes()).isEmpty();
        rows.execute("update notice_text set summary = 'Other words' where version = 2 and language = 'en' and "
                + mine() + " returning 'done'");
        assertThat(codes()).containsExactly(Code.EVIDENCE_CHANGED);
    }

    @Test
    void findsARestoredFormerName() {
        var former = rows.execute("select format('first_name = %L, name_nonce = %L', first_name, name_nonce)"
                + " from app_user where id = " + uuid(zoe));
        zoe.api().patch("/me", Map.of("firstName", "Zora"));
        assertThat(codes()).isEmpty();

        rows.execute("update app_user set " + former + " where id = " + uuid(zoe) + " returning 'done'");

        assertThat(codes()).containsExactly(Code.EVIDENCE_CHANGED);
    }

    @Test
    void countsOlderRowsWithoutTreatingThemAsForged() {
        var withNonce =
                holders.stream().filter(holder -> rows.hasNonce(holder.table())).toList();
        var old = withoutNonce();
        List.of("attested_at", "at", "created_at")
                .forEach(since -> old.put(since, "'%s'".formatted(founded.minusSeconds(60))));

        withNonce.forEach(holder -> rows.insertOne(holder, old));

        assertThat(withNonce).hasSize(4);
        assertThat(codes()).isEmpty();
        assertThat(evidence().unheld()).isEqualTo(withNonce.size());
        assertThat(lines())
                .contains("not held: %s %s 4 rows of evidence are older than the entries that would hold them"
                        .formatted(house.id(), house.slug()));
    }

    /** The log contains hashes from its first entry on, so no row can be older. */
    @Test
    void aForgedRowWithoutANonceIsNotAnOlderRow() {
        var withNonce =
                holders.stream().filter(holder -> rows.hasNonce(holder.table())).toList();

        withNonce.forEach(holder -> rows.insertOne(holder, withoutNonce()));

        assertThat(codes()).hasSize(4).containsOnly(Code.EVIDENCE_ADDED);
        assertThat(evidence().unheld()).isZero();
    }

    @Test
    void aReceiptWithoutAFormatIsNotAnOlderRow() {
        var forged = new HashMap<>(ANOTHER);
        forged.put("receipt", "'{}'");

        rows.insertOne(kind("receipt"), forged);

        assertThat(codes()).containsExactly(Code.EVIDENCE_ADDED);
        assertThat(evidence().unheld()).isZero();
    }

    @Test
    void aNameChangeAddsAMissingNonce() {
        rows.execute("update app_user set name_nonce = null where id = " + uuid(zoe) + " returning 'done'");
        zoe.api().patch("/me", Map.of("firstName", "Zora"));

        assertThat(codes()).containsExactly(Code.EVIDENCE_REMOVED);
        assertThat(rows.execute("select (name_nonce is not null)::text from app_user where id = " + uuid(zoe)))
                .isEqualTo("true");
    }

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
    void separatesTheEvidenceOfOrganisations() {
        var other = stage.house();

        rows.deleteOne(kind("attestation"));

        assertThat(codes()).containsExactly(Code.EVIDENCE_REMOVED);
        assertThat(verifications
                        .verify(OrganisationId.parse(other.id()).orElseThrow(), null)
                        .isGood())
                .isTrue();
        assertThat(lines())
                .anyMatch(line ->
                        line.startsWith("bad: %s %s EVIDENCE_REMOVED entry_".formatted(house.id(), house.slug())))
                .noneMatch(line -> line.startsWith("bad: " + other.id()));
        assertThat(house.ada().page("/audit").body())
                .contains("Evidence does not match the log")
                .contains("was removed too early");
    }

    @Test
    void automaticallyEndedNewslettersHaveAnEntryPerUser() {
        choose(true);
        house.ada().delete("/newsletters/" + news);

        assertThat(house.ada().get("/audit?action=user.newsletter-ended").body())
                .contains(vera.id(), "\"way\":\"WITHDRAWN\"", "\"newsletterConsent\":\"sha256:");
        assertThat(codes()).isEmpty();
    }

    @Test
    void theLogContainsNoNonceAndNoName() {
        var entries = house.ada().get("/audit?limit=200").body();

        assertThat(entries).contains("\"attestation\":\"sha256:", "\"name\":\"sha256:");
        assertThat(rows.execute("select string_agg(encode(name_nonce, 'hex'), ' ') from app_user")
                        .split(" "))
                .isNotEmpty()
                .allSatisfy(nonce -> assertThat(entries).doesNotContain(nonce));
        assertThat(house.ada().page("/audit").body())
                .contains("Hash of: the name, the attestation of consent")
                .doesNotContain("{name=");
    }

    private static Map<String, String> withoutNonce() {
        var forged = new HashMap<>(ANOTHER);
        forged.put("nonce", "null");
        forged.put("name_nonce", "null");
        return forged;
    }

    private void later(Duration ahead) {
        clock.moveAhead(ahead);
        retention.apply(organisation);
    }

    private void choose(boolean subscribed) {
        vera.api().put("/me/newsletters/" + news, Map.of("subscribed", subscribed));
    }

    private void bill(String name) {
        var form = new HashMap<String, Object>();
        form.put("legalName", name);
        form.put("address", Map.of("street", "Lindenweg 3", "postalCode", "10115", "city", "Berlin", "country", "DE"));
        form.put("iban", "DE89370400440532013000");
        form.put("bic", "COBADEFF");
        form.put("vatId", "DE136695976");
        form.put("currency", "EUR");
        form.put("invoiceEmail", Stage.email("rechnung"));
        assertThat(house.ada()
                        .put("/partners/" + partner + "/billing-details", form)
                        .status())
                .isEqualTo(201);
    }

    private void terminate(String person) {
        house.ada().post("/users/" + person + "/termination", Map.of());
    }

    /** The holders whose rows are each evidence by themselves. */
    private List<EvidenceHolder> plain() {
        return holders.stream()
                .filter(holder -> !holder.kind().equals("notice"))
                .toList();
    }

    private String mine() {
        return "organisation_id = '" + organisation.value() + "'";
    }

    private EvidenceHolder kind(String kind) {
        return holders.stream()
                .filter(holder -> holder.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private EvidenceResult evidence() {
        var found = verifications.verify(organisation, null);
        assertThat(found.fault()).isEmpty();
        return found.evidence();
    }

    private List<Code> codes() {
        return evidence().findings().stream().map(Finding::code).toList();
    }

    /** The printed lines, ignoring the remains of other tests. */
    private List<String> lines() {
        try {
            return auditVerify.run(Map.of());
        } catch (ManagementFailure failed) {
            return failed.lines();
        }
    }

    private static String uuid(Person person) {
        return "'%s'::uuid".formatted(UserId.parse(person.id()).orElseThrow().value());
    }
}
