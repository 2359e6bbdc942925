package lethe.signin.credentials;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.SecretToken;
import lethe.privacy.consent.CredentialHandovers.Way;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ManyLinksStore {
    private final JdbcClient jdbc;

    ManyLinksStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Ends the first secrets of users who have a credential, and returns those users. */
    Set<UserId> replaceFirstSecrets(Actor actor, Collection<UserId> people, Way way) {
        return jdbc.sql("""
                update credential
                set first_secret = null, first_secret_expires = null, handover = :way, handed_over_by = :by,
                    version = version + 1
                where user_id = any (:people)
                returning user_id
                """)
                .param("way", way.name())
                .param("by", actor.self().value())
                .param("people", ids(people))
                .query((row, number) -> new UserId(ResultColumns.uuid(row, "user_id")))
                .set();
    }

    void insert(Actor actor, List<UserId> people, List<KeySlot> slots, Way way) {
        jdbc.sql("""
                insert into credential (user_id, organisation_id, secrets_slot, choose_password, handover, handed_over_by)
                select person, :organisation, slot, true, :way, :by
                from unnest(:people, :slots) as one (person, slot)
                """)
                .param("organisation", actor.organisation().value())
                .param("way", way.name())
                .param("by", actor.self().value())
                .param("people", ids(people))
                .param("slots", slots.stream().map(KeySlot::number).toArray(Long[]::new))
                .update();
    }

    void replaceLinks(Actor actor, Map<UserId, SecretToken> links, Instant expires, Way way) {
        var entries = List.copyOf(links.entrySet());
        var people = entries.stream().map(Map.Entry::getKey).toList();
        jdbc.sql("delete from one_time_link where user_id = any (:people) and purpose = 'FIRST'")
                .param("people", ids(people))
                .update();
        jdbc.sql("""
                insert into one_time_link (organisation_id, user_id, purpose, hash, expires_at, by_mail, issued_by)
                select :organisation, person, 'FIRST', hash, :expires, :mail, :by
                from unnest(:people, :hashes::bytea[]) as one (person, hash)
                """)
                .param("organisation", actor.organisation().value())
                .param("by", actor.self().value())
                .param("mail", way == Way.LINK_BY_MAIL)
                .param("people", ids(people))
                .param(
                        "hashes",
                        entries.stream().map(one -> one.getValue().hash()).toArray(byte[][]::new))
                .param("expires", ResultColumns.time(expires))
                .update();
    }

    private static UUID[] ids(Collection<UserId> people) {
        return people.stream().map(UserId::value).toArray(UUID[]::new);
    }
}
