package lethe.messaging.newsletters;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.vault.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds who receives a newsletter now. */
@Component
class SubscriberStore {
    /**
     * Excludes users who are suspended, invited, past their last day, or have yet to decide about the current notice.
     */
    private static final String HERE = """
            u.status = 'ACTIVE'
            and (u.access_until is null or u.access_until >= (:now::timestamptz at time zone 'UTC')::date)
            and exists (
                select 1
                from own_consent o
                where o.organisation_id = u.organisation_id and o.user_id = u.id and o.decision = 'CONTINUE'
                  and o.notice_version = (select max(version) from notice where in_force_from <= :now or version = 1)
            )
            """;

    private static final String SUBSCRIBERS = """
            from newsletter_choice c
            join app_user u on u.organisation_id = c.organisation_id and u.id = c.user_id
            where c.newsletter_id = :newsletter
              and %s and %s
            """.formatted(ChoiceStore.STANDS, HERE);

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;

    SubscriberStore(JdbcClient jdbc, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    long count(NewsletterId newsletter) {
        return jdbc.sql("select count(*) " + SUBSCRIBERS)
                .param("newsletter", newsletter.value())
                .param("now", ResultColumns.time(clock.instant()))
                .query(Long.class)
                .single();
    }

    List<UserId> next(NewsletterId newsletter, @Nullable UserId after, int limit) {
        return jdbc.sql("select c.user_id " + SUBSCRIBERS + """
                  and (:after::uuid is null or c.user_id > :after)
                order by c.user_id
                limit :limit
                """)
                .param("newsletter", newsletter.value())
                .param("now", ResultColumns.time(clock.instant()))
                .param("after", after == null ? null : after.value())
                .param("limit", limit)
                .query((row, number) -> new UserId(ResultColumns.uuid(row, "user_id")))
                .list();
    }

    /** The secret of the unsubscribe link, if the user receives the newsletter now. */
    Optional<String> token(UserId person, NewsletterId newsletter) {
        return jdbc.sql("select c.organisation_id, c.key_slot, c.token " + SUBSCRIBERS + " and c.user_id = :person")
                .param("newsletter", newsletter.value())
                .param("now", ResultColumns.time(clock.instant()))
                .param("person", person.value())
                .query((row, number) -> vault.open(
                        new OrganisationId(ResultColumns.uuid(row, "organisation_id")),
                        new KeySlot(row.getLong("key_slot")),
                        ChoiceStore.place(newsletter),
                        row.getBytes("token")))
                .optional();
    }
}
