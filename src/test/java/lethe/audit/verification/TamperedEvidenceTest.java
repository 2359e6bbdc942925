package lethe.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lethe.audit.verification.EvidenceResult.Code;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.personaldata.EvidenceHolder;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** The database's owner changes, removes or adds evidence but cannot change the signed log. */
class TamperedEvidenceTest extends EvidenceOfEachKind {
    /** Columns that other rows refer to; foreign keys prevent changing them. */
    private static final Set<String> REFERRED_TO = Set.of("id", "notice_version");

    private static final Map<String, String> MARKED =
            Map.of("name", "last_name", "values", "changed", "receipt", "receipt", "notice", "markdown");

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
                                        + " of (user|partner|org)_\\w+ does not match the hash in this entry");
                    }));
        }
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

    /** The holders whose rows are each evidence by themselves. */
    private List<EvidenceHolder> plain() {
        return holders.stream()
                .filter(holder -> !holder.kind().equals("notice"))
                .toList();
    }

    private String mine() {
        return "organisation_id = '" + organisation.value() + "'";
    }
}
