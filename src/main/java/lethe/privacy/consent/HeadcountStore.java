package lethe.privacy.consent;

import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class HeadcountStore {
    private final JdbcClient jdbc;

    HeadcountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UserStatistics.Count count() {
        return jdbc.sql("""
                select count(*) filter (where status <> 'TERMINATED') as here, count(*) filter (where status = 'TERMINATED') as terminated
                from app_user
                """)
                .query((row, number) -> new UserStatistics.Count(row.getInt("here"), row.getInt("terminated")))
                .single();
    }

    int countEnded(LocalDate today) {
        return jdbc.sql("select count(*) from app_user where access_until < :today and status <> 'TERMINATED'")
                .param("today", today)
                .query(Integer.class)
                .single();
    }
}
