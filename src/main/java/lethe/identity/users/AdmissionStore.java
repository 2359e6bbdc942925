package lethe.identity.users;

import java.time.Clock;
import java.util.Objects;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class AdmissionStore {
    private final JdbcClient jdbc;
    private final Clock clock;

    AdmissionStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(Actor actor, UserId id, NewUser form, RoleId role) {
        jdbc.sql("""
                insert into app_user (id, organisation_id, first_name, last_name, type, role_id, status, created_at, created_by_kind,
                                      created_by)
                values (:id, :organisation, :first, :last, :type, :role, 'INVITED', :now, :kind, :by)
                on conflict do nothing
                """)
                .param("id", id.value())
                .param("organisation", actor.organisation().value())
                .param("first", Objects.requireNonNull(form.firstName()).strip())
                .param("last", Objects.requireNonNull(form.lastName()).strip())
                .param("type", Objects.requireNonNull(form.type()).name())
                .param("role", role.value())
                .param("now", ResultColumns.time(clock.instant()))
                .param("kind", actor.kind().name())
                .param("by", actor.user() == null ? null : actor.user().value())
                .update();
    }

    boolean anybody() {
        return jdbc.sql("select exists (select 1 from app_user)")
                .query(Boolean.class)
                .single();
    }
}
