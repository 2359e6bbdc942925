package lethe.messaging.newsletters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.SecretToken;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent.Way;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Users' choices; each row has the secret of its unsubscribe link, sealed under one of the user's keys. */
@Component
class ChoiceStore {
    static final String TABLE = "newsletter_choice";

    /** A choice counts while its newsletter exists and is still about what the user agreed to. */
    static final String STANDS = """
            c.subscribed
            and exists (
                select 1
                from every_newsletter n
                where n.id = c.newsletter_id and n.deleted_at is null and c.newsletter_version >= n.agreed_from
            )
            """;

    private static final String ROWS = """
            select c.user_id, c.newsletter_id, c.subscribed, c.since, c.way, c.consent_id, c.key_slot, %s as stands
            from newsletter_choice c
            """.formatted(STANDS);

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;
    private final RoundTrips trips;

    ChoiceStore(JdbcClient jdbc, Vault vault, Clock clock, RoundTrips trips) {
        this.trips = trips;
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * @param subscribed whether the choice was not ended
     * @param stands whether the choice counts: it has not ended, and the newsletter is still what the user agreed to
     * @param consent the evidence of the consent that the choice rests on, or rested on
     */
    record Row(
            UserId person,
            NewsletterId newsletter,
            boolean subscribed,
            boolean stands,
            Instant since,
            Way way,
            UUID consent,
            KeySlot slot) {}

    List<Row> of(UserId person) {
        return trips.ask(trip -> of(trip, person));
    }

    Supplier<List<Row>> of(RoundTrip trip, UserId person) {
        return trip.query(ROWS + "where c.user_id = :person", Map.of("person", person.value()), ChoiceStore::row);
    }

    /**
     * Locks the user against other choices and a termination until the transaction ends.
     *
     * @return false if they are terminated
     */
    boolean lock(UserId person) {
        return jdbc.sql("select id from app_user where id = :person and status <> 'TERMINATED' for no key update")
                .param("person", person.value())
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    Optional<Row> find(UserId person, NewsletterId newsletter) {
        return jdbc.sql(ROWS + "where c.user_id = :person and c.newsletter_id = :newsletter")
                .param("person", person.value())
                .param("newsletter", newsletter.value())
                .query(ChoiceStore::row)
                .optional();
    }

    Optional<Row> behind(SecretToken token) {
        return jdbc.sql(ROWS + "where c.token_hash = :hash")
                .param("hash", token.hash())
                .query(ChoiceStore::row)
                .optional();
    }

    void insert(OrganisationId organisation, Row row, long version, SecretToken token) {
        jdbc.sql("""
                insert into newsletter_choice
                    (organisation_id, user_id, newsletter_id, newsletter_version, subscribed, since, way, consent_id, key_slot,
                     token_hash, token)
                values (:organisation, :person, :newsletter, :version, true, :since, :way, :consent, :slot, :hash, :token)
                """)
                .param("organisation", organisation.value())
                .param("person", row.person().value())
                .param("newsletter", row.newsletter().value())
                .param("version", version)
                .param("since", ResultColumns.time(row.since()))
                .param("way", row.way().name())
                .param("consent", row.consent())
                .param("slot", row.slot().number())
                .param("hash", token.hash())
                .param("token", vault.seal(organisation, row.slot(), place(row.newsletter()), token.text()))
                .update();
    }

    void subscribe(Row row, long version, UUID consent, Way way) {
        jdbc.sql("""
                update newsletter_choice
                set subscribed = true, newsletter_version = :version, since = :now, way = :way, consent_id = :consent
                where user_id = :person and newsletter_id = :newsletter
                """)
                .param("version", version)
                .param("now", ResultColumns.time(clock.instant()))
                .param("way", way.name())
                .param("consent", consent)
                .param("person", row.person().value())
                .param("newsletter", row.newsletter().value())
                .update();
    }

    void unsubscribe(Collection<UUID> consents, Way way) {
        jdbc.sql("""
                update newsletter_choice
                set subscribed = false, since = :now, way = :way
                where consent_id = any (:consents)
                """)
                .param("now", ResultColumns.time(clock.instant()))
                .param("way", way.name())
                .param("consents", consents.toArray(UUID[]::new))
                .update();
    }

    /** Evidence of choices that no longer count. */
    List<UUID> lockFallen(NewsletterId newsletter, int limit) {
        return jdbc.sql("""
                select c.consent_id
                from newsletter_choice c
                where c.newsletter_id = :newsletter and c.subscribed and not (
                """ + STANDS + """
                )
                order by c.user_id
                limit :limit
                for update of c
                """)
                .param("newsletter", newsletter.value())
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** @return the keys */
    Supplier<List<KeySlot>> delete(RoundTrip trip, UserId person) {
        var deleted = trip.query(
                "delete from newsletter_choice where user_id = :person returning key_slot",
                Map.of("person", person.value()),
                (row, number) -> new KeySlot(row.getLong("key_slot")));
        return () -> deleted.get().stream().distinct().toList();
    }

    String open(OrganisationId organisation, KeySlot slot, NewsletterId newsletter, byte[] sealed) {
        return vault.open(organisation, slot, place(newsletter), sealed);
    }

    static SealContext place(NewsletterId newsletter) {
        return new SealContext(TABLE, "token", newsletter.value());
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                new UserId(ResultColumns.uuid(row, "user_id")),
                new NewsletterId(ResultColumns.uuid(row, "newsletter_id")),
                row.getBoolean("subscribed"),
                row.getBoolean("stands"),
                ResultColumns.instant(row, "since"),
                Way.valueOf(row.getString("way")),
                ResultColumns.uuid(row, "consent_id"),
                new KeySlot(row.getLong("key_slot")));
    }
}
