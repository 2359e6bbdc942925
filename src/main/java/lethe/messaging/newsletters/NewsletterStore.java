package lethe.messaging.newsletters;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lethe.audit.log.Target;
import lethe.audit.log.Titles;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.requests.Cursors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Newsletters that users of the organisation in scope can choose, and the organisation's own for writing. */
@Component
class NewsletterStore implements Titles {
    private final JdbcClient jdbc;
    private final Clock clock;

    NewsletterStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Newsletter> find(NewsletterId id) {
        return jdbc.sql("""
                select id, name, about, frequency, publisher, version
                from every_newsletter
                where id = :id and deleted_at is null
                """).param("id", id.value()).query(Newsletter::of).optional();
    }

    /** By name, both publishers' together. */
    List<Newsletter> list(@Nullable UUID after, int most) {
        var found = jdbc.sql("""
                select id, name, about, frequency, publisher, version
                from every_newsletter
                where deleted_at is null
                  and (:after::uuid is null
                       or (lower(name) collate "und-x-icu", id)
                          > (select lower(name) collate "und-x-icu", id from every_newsletter where id = :after))
                order by lower(name) collate "und-x-icu", id
                limit :most
                """)
                .param("after", after)
                .param("most", most)
                .query(Newsletter::of)
                .list();
        return Cursors.requireRow(found, after, jdbc, "every_newsletter");
    }

    /** @return false if the name is taken */
    boolean insert(OrganisationId organisation, Newsletter newsletter) {
        return jdbc.sql("""
                insert into newsletter (organisation_id, id, name, about, frequency, created_at)
                values (:organisation, :id, :name, :about, :frequency, :now)
                on conflict do nothing
                """)
                        .param("organisation", organisation.value())
                        .param("id", newsletter.id().value())
                        .param("name", newsletter.name())
                        .param("about", newsletter.about())
                        .param("frequency", newsletter.frequency())
                        .param("now", ResultColumns.time(clock.instant()))
                        .update()
                == 1;
    }

    @Override
    public String kind() {
        return NewsletterId.KIND;
    }

    @Override
    public Map<Target, String> of(Collection<Target> things) {
        var names = new HashMap<Target, String>();
        jdbc.sql("select id, name from every_newsletter where id = any (:ids)")
                .param("ids", things.stream().map(Target::value).toArray(UUID[]::new))
                .query((row, number) ->
                        names.put(new Target(NewsletterId.KIND, ResultColumns.uuid(row, "id")), row.getString("name")))
                .list();
        return names;
    }
}
