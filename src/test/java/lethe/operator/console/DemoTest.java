package lethe.operator.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.management.Commands;
import lethe.platform.management.ManagementRequest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The demo on one's own database server that already has an organisation; RunTest covers the rest. */
@LetheTest
class DemoTest {
    @Autowired
    private Stage stage;

    @Autowired
    private Commands commands;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void isRefusedIfThereIsAnOrganisationAndAddsNothing() {
        var house = stage.house();
        var before = organisations();

        var answer = commands.execute(new ManagementRequest("demo", Map.of()));

        assertThat(answer.isDone()).isFalse();
        assertThat(answer.lines()).isEmpty();
        assertThat(answer.problems()).isNotEmpty();
        assertThat(organisations()).isEqualTo(before);
        assertThat(house.ada().get("/partners").json().path("items")).isEmpty();
    }

    private int organisations() {
        return jdbc.sql("select count(*) from organisation")
                .query(Integer.class)
                .single();
    }
}
