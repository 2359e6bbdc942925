package lethe.privacy.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import lethe.audit.log.Audit;
import lethe.audit.log.Audit.TargetFacts;
import lethe.audit.log.Target;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.EvidenceHolder;
import lethe.platform.personaldata.EvidenceHolder.Row;
import lethe.platform.personaldata.EvidenceTable;
import lethe.platform.requests.SecretToken;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent.Way;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Evidence of newsletter subscriptions. It stores the full wording, so it stays valid when the newsletter changes or is
 * deleted.
 */
@Component
public class NewsletterConsents {
    static final EvidenceTable ROWS = new EvidenceTable(
            "newsletterConsent",
            "newsletter_consent",
            "user_id",
            "at",
            "nonce",
            List.of(
                    "id",
                    "user_id",
                    "newsletter_id",
                    "newsletter_version",
                    "at",
                    "act",
                    "way",
                    "language",
                    "words",
                    "hash"));
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Randomness randomness;
    private final Audit audit;

    NewsletterConsents(JdbcClient jdbc, Clock clock, Randomness randomness, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.randomness = randomness;
        this.audit = audit;
    }

    /** The wording that a person agrees to by subscribing. */
    public record Shown(NewsletterId newsletter, long version, String language, String words) {}

    /** Newly inserted evidence, for its audit entry. */
    private record Made(Row row, NewsletterId newsletter) {
        TargetFacts act(Way way) {
            var facts = new HashMap<>(EvidenceHolder.facts(List.of(row)));
            facts.put("newsletter", newsletter.toString());
            facts.put("way", way.name());
            return new TargetFacts(Target.of(new UserId(row.subject())), facts);
        }
    }

    /**
     * Records a subscription by the person, with its audit entry.
     *
     * @return the id of the evidence; pass it to {@link #end} to end the subscription
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID give(Actor actor, Shown shown, Way way) {
        var id = randomness.uuid();
        var made = jdbc.sql("""
                insert into newsletter_consent
                    (organisation_id, id, user_id, newsletter_id, newsletter_version, at, act, way, language, words, hash, nonce)
                values (:organisation, :id, :person, :newsletter, :version, :now, 'SUBSCRIBED', :way, :language, :words, :hash, :nonce)
                returning
                """ + ROWS.read())
                .param("organisation", actor.organisation().value())
                .param("id", id)
                .param("person", actor.self().value())
                .param("newsletter", shown.newsletter().value())
                .param("version", shown.version())
                .param("now", ResultColumns.time(clock.instant()))
                .param("way", way.name())
                .param("language", shown.language())
                .param("words", shown.words())
                .param("hash", SecretToken.sha256(shown.words()))
                .param("nonce", randomness.bytes(EvidenceTable.NONCE))
                .query(NewsletterConsents::made)
                .single();
        audit.recordEach(actor, "me.newsletter-subscribed", List.of(made.act(way)));
        return id;
    }

    /**
     * Ends the given subscriptions. Each end repeats the wording and gets its own audit entry, under another action
     * where the person did not end it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void end(Actor actor, Collection<UUID> given, Way way) {
        var made = insertEnds(given, way);
        audit.recordEach(
                actor, action(way), made.stream().map(one -> one.act(way)).toList());
    }

    private static String action(Way way) {
        return switch (way) {
            case PROFILE, FIRST_SIGN_IN, API, ONE_CLICK -> "me.newsletter-unsubscribed";
            case TERMINATION, CHANGED, WITHDRAWN -> "user.newsletter-ended";
        };
    }

    private List<Made> insertEnds(Collection<UUID> given, Way way) {
        return jdbc.sql("""
                insert into newsletter_consent
                    (organisation_id, id, user_id, newsletter_id, newsletter_version, at, act, way, language, words, hash, nonce)
                select c.organisation_id, e.id, c.user_id, c.newsletter_id, c.newsletter_version, :now, 'UNSUBSCRIBED', :way,
                       c.language, c.words, c.hash, e.nonce
                from unnest(:ids, :given, :nonces::bytea[]) as e (id, given, nonce)
                join newsletter_consent c on c.id = e.given
                returning
                """ + ROWS.read())
                .param("ids", given.stream().map(one -> randomness.uuid()).toArray(UUID[]::new))
                .param("given", given.toArray(UUID[]::new))
                .param(
                        "nonces",
                        given.stream()
                                .map(one -> randomness.bytes(EvidenceTable.NONCE))
                                .toArray(byte[][]::new))
                .param("now", ResultColumns.time(clock.instant()))
                .param("way", way.name())
                .query(NewsletterConsents::made)
                .list();
    }

    List<NewsletterConsent> of(UserId person) {
        return jdbc.sql("""
                select newsletter_id, newsletter_version, act, way, at, language, words, hash
                from newsletter_consent
                where user_id = :person
                order by at, id
                """)
                .param("person", person.value())
                .query(NewsletterConsents::consent)
                .list();
    }

    private static Made made(ResultSet row, int number) throws SQLException {
        return new Made(ROWS.row(row, number), new NewsletterId(ResultColumns.uuid(row, "newsletter_id")));
    }

    private static NewsletterConsent consent(ResultSet row, int number) throws SQLException {
        return new NewsletterConsent(
                new NewsletterId(ResultColumns.uuid(row, "newsletter_id")),
                row.getLong("newsletter_version"),
                NewsletterConsent.Act.valueOf(row.getString("act")),
                Way.valueOf(row.getString("way")),
                ResultColumns.instant(row, "at"),
                row.getString("language"),
                row.getString("words"),
                "sha256:" + HexFormat.of().formatHex(row.getBytes("hash")));
    }
}
