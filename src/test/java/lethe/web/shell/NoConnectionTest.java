package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import javax.sql.DataSource;
import lethe.LetheTest;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Where the database has no connection left, filters are the first to notice. */
@LetheTest
@ExtendWith(OutputCaptureExtension.class)
class NoConnectionTest {
    @Autowired
    private Stage stage;

    @Autowired
    private DataSource database;

    @Test
    void whoeverComesIsToldToComeAgainInOneLineOfTheLog(CapturedOutput log) throws SQLException {
        var house = stage.house();
        var pool = database.unwrap(HikariDataSource.class);
        var all = new ArrayList<Connection>();
        try {
            while (all.size() < pool.getMaximumPoolSize()) {
                all.add(pool.getConnection());
            }

            var call = house.ada().get("/me");
            var page = house.ada().page("/o/" + house.slug() + "/users");

            assertThat(call.status()).isEqualTo(503);
            assertThat(call.problem()).isEqualTo("unavailable");
            assertThat(call.http().headers().firstValue("Retry-After")).isPresent();
            assertThat(call.http().headers().firstValue("X-Content-Type-Options"))
                    .hasValue("nosniff");
            assertThat(page.status()).isEqualTo(503);
        } finally {
            for (var connection : all) {
                connection.close();
            }
        }
        assertThat(log.getAll())
                .contains("answered 503")
                .doesNotContain("Servlet.service()", "incident", "DispatcherServlet");
        assertThat(house.ada().get("/me").status()).isEqualTo(200);
    }
}
