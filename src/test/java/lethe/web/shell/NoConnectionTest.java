package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import lethe.Api;
import lethe.LetheTest;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Without a database connection, filters are the first to fail. */
@LetheTest
class NoConnectionTest {
    @Autowired
    private Stage stage;

    @Autowired
    private DataSource database;

    @Autowired
    private Problems problems;

    @Test
    void answers503AndLogsASingleLine() throws Exception {
        var house = stage.house();
        var ada = house.ada();
        var users = "/o/" + house.slug() + "/users";
        var all = new ArrayList<Connection>();
        try (var log = new RefusalLines(problems)) {
            take(all);

            var answers = atOnce(List.of(
                    () -> ada.get("/me"), () -> ada.get("/users"), () -> ada.page(users), () -> ada.page(users)));

            assertThat(answers).extracting(Api.Answer::status).containsOnly(503);
            assertThat(answers.getFirst().problem()).isEqualTo("unavailable");
            assertThat(answers).extracting(answer -> answer.http().headers()).allSatisfy(headers -> {
                assertThat(headers.firstValue("Retry-After")).isPresent();
                assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            });
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("answered 503 ")
                    .hasLineCount(1);
        } finally {
            for (var connection : all) {
                connection.close();
            }
        }
        assertThat(ada.get("/me").status()).isEqualTo(200);
    }

    private void take(List<Connection> all) throws SQLException {
        var pool = database.unwrap(HikariDataSource.class);
        while (all.size() < pool.getMaximumPoolSize()) {
            all.add(pool.getConnection());
        }
    }

    /** All wait for a connection at the same time, so that they are refused within one log period. */
    private static List<Api.Answer> atOnce(List<Callable<Api.Answer>> calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Api.Answer>();
            for (Future<Api.Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
