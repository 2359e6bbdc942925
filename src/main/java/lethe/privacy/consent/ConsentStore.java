package lethe.privacy.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.EvidenceHolder.Row;
import lethe.platform.personaldata.EvidenceTable;
import lethe.privacy.consent.ConsentEvidence.Attestation;
import lethe.privacy.consent.ConsentEvidence.Decision;
import lethe.privacy.consent.ConsentEvidence.OwnConsent;
import lethe.privacy.consent.CredentialHandovers.Handover;
import lethe.privacy.consent.CredentialHandovers.Way;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ConsentStore {
    static final EvidenceTable ATTESTATION = new EvidenceTable(
            "attestation",
            "attestation",
            "user_id",
            "attested_at",
            "nonce",
            List.of("id", "user_id", "attested_by_kind", "attested_by", "attested_at", "notice_version", "language"));
    static final EvidenceTable OWN_CONSENT = new EvidenceTable(
            "ownConsent",
            "own_consent",
            "user_id",
            "at",
            "nonce",
            List.of("id", "user_id", "at", "notice_version", "language", "decision", "handover", "handed_over_by"));
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Randomness randomness;
    private final RoundTrips trips;

    ConsentStore(JdbcClient jdbc, Clock clock, Randomness randomness, RoundTrips trips) {
        this.trips = trips;
        this.jdbc = jdbc;
        this.clock = clock;
        this.randomness = randomness;
    }

    Supplier<Row> insertAttestation(RoundTrip trip, Actor actor, UserId person, int noticeVersion, String language) {
        var inserted = insertAttestations(trip, actor, List.of(person), noticeVersion, language, clock.instant());
        return () -> inserted.get().getFirst();
    }

    List<Row> insertAttestations(
            Actor actor, Collection<UserId> people, int noticeVersion, String language, Instant at) {
        return trips.ask(trip -> insertAttestations(trip, actor, people, noticeVersion, language, at));
    }

    private Supplier<List<Row>> insertAttestations(
            RoundTrip trip, Actor actor, Collection<UserId> people, int noticeVersion, String language, Instant at) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("ids", people.stream().map(person -> randomness.uuid()).toArray(UUID[]::new));
        values.put("organisation", actor.organisation().value());
        values.put("people", people.stream().map(UserId::value).toArray(UUID[]::new));
        values.put("kind", actor.kind().name());
        values.put("by", actor.user() == null ? null : actor.user().value());
        values.put("at", ResultColumns.time(at));
        values.put("version", noticeVersion);
        values.put("language", language);
        values.put(
                "nonces",
                people.stream()
                        .map(person -> randomness.bytes(EvidenceTable.NONCE))
                        .toArray(byte[][]::new));
        return trip.query("""
                insert into attestation (id, organisation_id, user_id, attested_by_kind, attested_by, attested_at, notice_version, language,
                                         nonce)
                select id, :organisation, person, :kind, :by::uuid, :at, :version, :language, nonce
                from unnest(:ids, :people, :nonces::bytea[]) as one (id, person, nonce)
                returning
                """ + ATTESTATION.read(), values, ATTESTATION::row);
    }

    /** Empty if the person had made the same decision before. */
    Optional<Row> insertDecision(
            Actor actor, Decision decision, int noticeVersion, String language, Handover handover) {
        return jdbc.sql("""
                insert into own_consent (id, organisation_id, user_id, at, notice_version, language, decision, handover, handed_over_by,
                                         nonce)
                values (:id, :organisation, :person, :now, :version, :language, :decision, :handover, :by, :nonce)
                on conflict do nothing
                returning
                """ + OWN_CONSENT.read())
                .param("id", randomness.uuid())
                .param("organisation", actor.organisation().value())
                .param("person", actor.self().value())
                .param("now", ResultColumns.time(clock.instant()))
                .param("version", noticeVersion)
                .param("language", language)
                .param("decision", decision.name())
                .param("handover", handover.way().name())
                .param("by", handover.by() == null ? null : handover.by().value())
                .param("nonce", randomness.bytes(EvidenceTable.NONCE))
                .query(OWN_CONSENT::row)
                .optional();
    }

    List<ConsentEvidence> evidence(UserId person) {
        var evidence = new ArrayList<ConsentEvidence>();
        attestation(person).ifPresent(evidence::add);
        evidence.addAll(ownDecisions(person));
        return evidence;
    }

    /** Deletes the evidence of people whose retained record has ended; ignores everyone else. */
    void endEvidence(Collection<UserId> people) {
        jdbc.sql("select end_consent_evidence(:people)")
                .param("people", people.stream().map(UserId::value).toArray(UUID[]::new))
                .query((row, number) -> number)
                .list();
    }

    Optional<Attestation> attestation(UserId person) {
        return trips.ask(trip -> attestation(trip, person));
    }

    Supplier<Optional<Attestation>> attestation(RoundTrip trip, UserId person) {
        var found = trip.query(
                """
                select a.attested_by, a.attested_at, a.notice_version, t.hash, a.language
                from attestation a
                join notice_text t on t.organisation_id = a.organisation_id and t.version = a.notice_version and t.language = a.language
                where a.user_id = :person
                """,
                Map.of("person", person.value()),
                (row, number) -> new Attestation(
                        user(row, "attested_by"),
                        ResultColumns.instant(row, "attested_at"),
                        row.getInt("notice_version"),
                        hash(row),
                        row.getString("language")));
        return () -> found.get().stream().findFirst();
    }

    /** Oldest first. */
    List<OwnConsent> ownDecisions(UserId person) {
        return trips.ask(trip -> ownDecisions(trip, person));
    }

    Supplier<List<OwnConsent>> ownDecisions(RoundTrip trip, UserId person) {
        return trip.query(
                """
                select c.at, c.notice_version, t.hash, c.language, c.decision, c.handover, c.handed_over_by
                from own_consent c
                join notice_text t on t.organisation_id = c.organisation_id and t.version = c.notice_version and t.language = c.language
                where c.user_id = :person
                order by c.at
                """,
                Map.of("person", person.value()),
                (row, number) -> new OwnConsent(
                        row.getInt("notice_version"),
                        hash(row),
                        row.getString("language"),
                        ResultColumns.instant(row, "at"),
                        Decision.valueOf(row.getString("decision")),
                        Way.valueOf(row.getString("handover")),
                        user(row, "handed_over_by")));
    }

    private static String hash(ResultSet row) throws SQLException {
        return "sha256:" + HexFormat.of().formatHex(row.getBytes("hash"));
    }

    private static @Nullable UserId user(ResultSet row, String column) throws SQLException {
        UUID id = ResultColumns.uuidOrNull(row, column);
        return id == null ? null : new UserId(id);
    }
}
