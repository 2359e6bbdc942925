package lethe.privacy.consent;

import java.util.UUID;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.Cursors;
import lethe.privacy.notices.PendingDecisions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Users who have not consented to a version of the notice yet: everyone not terminated. */
@Component
class Undeciding implements PendingDecisions {
    private static final String UNDECIDED = """
            from app_user u
            where u.status <> 'TERMINATED'
              and not exists (
                  select
                  from own_consent c
                  where c.organisation_id = u.organisation_id and c.user_id = u.id
                    and c.notice_version = :version and c.decision = 'CONTINUE'
              )
            """;
    private final JdbcClient jdbc;

    Undeciding(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int count(int version) {
        return jdbc.sql("select count(*) " + UNDECIDED)
                .param("version", version)
                .query(Integer.class)
                .single();
    }

    @Override
    public int present() {
        return jdbc.sql("select count(*) from app_user where status <> 'TERMINATED'")
                .query(Integer.class)
                .single();
    }

    @Override
    public Page<Person> list(int version, @Nullable UUID after, int limit) {
        var people = jdbc.sql("select u.id, u.first_name, u.last_name " + UNDECIDED + """
                          and (:after::uuid is null or (u.sort_name, u.sort_first_name, u.id)
                              > (select sort_name, sort_first_name, id from app_user where id = :after))
                        order by u.sort_name, u.sort_first_name, u.id
                        limit :most
                        """)
                .param("version", version)
                .param("after", after)
                .param("most", limit + 1)
                .query((row, number) -> new Person(
                        new UserId(ResultColumns.uuid(row, "id")),
                        row.getString("first_name") + " " + row.getString("last_name")))
                .list();
        return Page.of(Cursors.requireRow(people, after, jdbc, "app_user"), limit, person -> person.id()
                .value());
    }
}
