package lethe.privacy.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.SecretToken;
import lethe.platform.kernel.UserId;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent.Act;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent.Way;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The evidence of newsletters that people chose: in the very words, so that it stands whatever becomes of the newsletter. */
@Component
public class NewsletterConsents {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Randomness randomness;

    NewsletterConsents(JdbcClient jdbc, Clock clock, Randomness randomness) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.randomness = randomness;
    }

    /** What somebody says yes to. */
    public record Shown(NewsletterId newsletter, long version, String language, String words) {}

    /** @return the id of the evidence, by which the consent ends */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID give(Actor actor, Shown shown, Way way) {
        var id = randomness.uuid();
        jdbc.sql("""
                insert into newsletter_consent
                    (organisation_id, id, user_id, newsletter_id, newsletter_version, at, act, way, language, words, hash)
                values (:organisation, :id, :person, :newsletter, :version, :now, 'SUBSCRIBED', :way, :language, :words, :hash)
                """)
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
                .update();
        return id;
    }

    /** Ends what was given by these: each end repeats the words. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void end(Collection<UUID> given, Way way) {
        jdbc.sql("""
                insert into newsletter_consent
                    (organisation_id, id, user_id, newsletter_id, newsletter_version, at, act, way, language, words, hash)
                select c.organisation_id, e.id, c.user_id, c.newsletter_id, c.newsletter_version, :now, 'UNSUBSCRIBED', :way,
                       c.language, c.words, c.hash
                from unnest(:ids, :given) as e (id, given)
                join newsletter_consent c on c.id = e.given
                """)
                .param("ids", given.stream().map(one -> randomness.uuid()).toArray(UUID[]::new))
                .param("given", given.toArray(UUID[]::new))
                .param("now", ResultColumns.time(clock.instant()))
                .param("way", way.name())
                .update();
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

    private static NewsletterConsent consent(ResultSet row, int number) throws SQLException {
        return new NewsletterConsent(
                new NewsletterId(ResultColumns.uuid(row, "newsletter_id")),
                row.getLong("newsletter_version"),
                Act.valueOf(row.getString("act")),
                Way.valueOf(row.getString("way")),
                ResultColumns.instant(row, "at"),
                row.getString("language"),
                row.getString("words"),
                "sha256:" + HexFormat.of().formatHex(row.getBytes("hash")));
    }
}
