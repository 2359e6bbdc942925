package lethe.privacy.erasure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import lethe.audit.log.RecordedEntry;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.jobs.Agenda;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.ExpiringRows;
import lethe.platform.requests.SecretToken;
import lethe.privacy.erasure.Terminated.Repeated;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Component
class TerminationStore {
    /** Of terminations whose keys are not destroyed yet, in {@code work}. */
    static final String KIND = "FORGETTING";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final JdbcClient jdbc;
    private final Agenda agenda;
    private final Clock clock;
    private final Randomness randomness;
    private final RoundTrips trips;

    TerminationStore(JdbcClient jdbc, Agenda agenda, Clock clock, Randomness randomness, RoundTrips trips) {
        this.randomness = randomness;
        this.trips = trips;
        this.jdbc = jdbc;
        this.agenda = agenda;
        this.clock = clock;
    }

    /** A termination whose keys have not been destroyed yet. */
    record Work(OrganisationId organisation, UserId person) {}

    ExpiringRows links() {
        return new ExpiringRows(jdbc, "receipt_link", "expires_at");
    }

    ReceiptId nextId() {
        return new ReceiptId(randomness.uuid());
    }

    void insert(RoundTrip trip, Terminated terminated) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("organisation", terminated.organisation().value());
        values.put("person", terminated.person().value());
        values.put("receipt", terminated.id().value());
        values.put("at", ResultColumns.time(terminated.at()));
        values.put("by", terminated.by().map(UserId::value).orElse(null));
        values.put("self", terminated.self());
        values.put("erased", JSON.writeValueAsString(terminated.erased()));
        values.put("until", terminated.retainedUntil());
        values.put("entry", terminated.entry().id().value());
        values.put("hash", terminated.entry().leafHash());
        values.put("again", terminated.again().isPresent());
        values.put("restore", terminated.again().map(Repeated::restore).orElse(null));
        trip.update("""
                insert into termination (organisation_id, user_id, receipt_id, terminated_at, terminated_by, self, erased,
                                         retained_until, entry_id, entry_hash, again, restore)
                values (:organisation, :person, :receipt, :at, :by::uuid, :self, :erased::jsonb, :until, :entry, :hash, :again,
                        :restore::text)
                """, values);
        trip.update(
                "insert into work (organisation_id, kind, subject, due) values (:organisation, 'FORGETTING', :person, :at)",
                values);
        agenda.expectUnlessDone(KIND, terminated.at());
    }

    /** Locks the terminations until the transaction ends, in the order of their ids, so that only one node finishes them. */
    List<Terminated> lock(Collection<UserId> people) {
        var found = trips.ask(trip -> trip.query(
                """
                select organisation_id, user_id, receipt_id, terminated_at, terminated_by, self, erased, retained_until, entry_id,
                       entry_hash, again, restore, receipt
                from termination
                where user_id = any (:people)
                order by user_id
                for update
                """,
                Map.of("people", people.stream().map(UserId::value).toArray(UUID[]::new)),
                TerminationStore::terminated));
        if (found.size() < Set.copyOf(people).size()) {
            throw new NotFound();
        }
        return found;
    }

    void finish(RoundTrip trip, Receipt receipt) {
        var values =
                Map.of("receipt", receipt.json(), "person", receipt.person().value());
        trip.update("update termination set receipt = :receipt where user_id = :person", values);
        trip.update("delete from work where kind = 'FORGETTING' and subject = :person", values);
    }

    List<Work> unfinished() {
        return agenda.due(KIND, clock.instant()).stream()
                .map(due -> new Work(due.organisation(), new UserId(due.subject())))
                .toList();
    }

    Optional<Receipt> receipt(UserId person) {
        return jdbc.sql("select user_id, receipt from termination where user_id = :person and receipt is not null")
                .param("person", person.value())
                .query((row, number) ->
                        new Receipt(new UserId(ResultColumns.uuid(row, "user_id")), row.getString("receipt")))
                .optional();
    }

    boolean isPending(UserId person) {
        return jdbc.sql("select exists (select 1 from termination where user_id = :person and receipt is null)")
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }

    void insertLink(SecretToken token, UserId person, Instant expires) {
        jdbc.sql("""
                insert into receipt_link (organisation_id, hash, user_id, expires_at)
                values (:organisation, :hash, :person, :expires)
                """)
                .param("organisation", token.organisation().value())
                .param("hash", token.hash())
                .param("person", person.value())
                .param("expires", ResultColumns.time(expires))
                .update();
    }

    Optional<UserId> linkedPerson(SecretToken token) {
        return jdbc.sql("select user_id from receipt_link where hash = :hash and expires_at > :now")
                .param("hash", token.hash())
                .param("now", ResultColumns.time(clock.instant()))
                .query(UUID.class)
                .optional()
                .map(UserId::new);
    }

    private static Terminated terminated(ResultSet row, int number) throws SQLException {
        var person = new UserId(ResultColumns.uuid(row, "user_id"));
        return new Terminated(
                new ReceiptId(ResultColumns.uuid(row, "receipt_id")),
                new OrganisationId(ResultColumns.uuid(row, "organisation_id")),
                person,
                ResultColumns.instant(row, "terminated_at"),
                Optional.ofNullable(ResultColumns.uuidOrNull(row, "terminated_by"))
                        .map(UserId::new),
                row.getBoolean("self"),
                JSON.readValue(row.getString("erased"), new TypeReference<List<ErasedItem>>() {}),
                row.getObject("retained_until", java.time.LocalDate.class),
                new RecordedEntry(new EntryId(ResultColumns.uuid(row, "entry_id")), row.getBytes("entry_hash")),
                row.getBoolean("again") ? Optional.of(new Repeated(row.getString("restore"))) : Optional.empty(),
                Optional.ofNullable(row.getString("receipt")).map(json -> new Receipt(person, json)));
    }
}
