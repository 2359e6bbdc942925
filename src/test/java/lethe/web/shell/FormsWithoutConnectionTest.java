package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Visitor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A form sent while no database connection is available is kept, and can be sent to its organisation later. */
@LetheTest
class FormsWithoutConnectionTest {
    @Autowired
    private Stage stage;

    @Autowired
    private DataSource database;

    @LocalServerPort
    private int port;

    /** The filter that answers has no CSRF token, so the first attempt to send again must be confirmed. */
    @Test
    void aFormIsKeptUntilItCanBeSent() throws SQLException {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Manager");
        var browser = new Visitor(port).from("http://localhost:" + port);
        browser.signIn(house.slug(), vera.email(), Stage.PASSWORD);
        var organisation = "/o/" + house.slug();
        browser.get(organisation + "/partners/new");

        var page = withoutConnections(() -> browser.post(
                organisation + "/partners/new", "name", "Acme & “Söhne”", "website", "https://acme.example/"));
        var unmarked = browser.postUnmarked(organisation + "/again", Map.of("held", held(page)));
        var again = browser.post(organisation + "/again", "held", held(unmarked));

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.header("Retry-After")).isNotEmpty();
        assertThat(List.of(page.body(), unmarked.body()))
                .allMatch(body -> body.contains("action=\"" + organisation + "/again\""));
        assertThat(page.body())
                .contains("Temporarily unavailable", "Name: Acme &amp; “Söhne”", "Website: https://acme.example/");
        assertThat(house.ada().get("/partners").json().path("items")).isEmpty();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body())
                .contains("Your form has not been sent yet", "value=\"Acme &amp; “Söhne”\"", "https://acme.example/");
    }

    private static String held(Visitor.Page page) {
        return page.body().replaceFirst("(?s).*name=\"held\" value=\"([^\"]+)\".*", "$1");
    }

    private <T> T withoutConnections(Supplier<T> meanwhile) throws SQLException {
        var pool = database.unwrap(HikariDataSource.class);
        var all = new ArrayList<Connection>();
        try {
            while (all.size() < pool.getMaximumPoolSize()) {
                all.add(pool.getConnection());
            }
            return meanwhile.get();
        } finally {
            for (var connection : all) {
                connection.close();
            }
        }
    }
}
