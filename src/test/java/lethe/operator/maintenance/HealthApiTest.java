package lethe.operator.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import lethe.LetheTest;
import lethe.platform.database.AsOwner;
import lethe.web.shell.Asking;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@LetheTest
class HealthApiTest {
    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Test
    void reportsThatItIsLive() throws Exception {
        var answer = Asking.ask(port, "GET", "/health/live").answer();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void reportsReadinessAndWarnsWithoutASecondCopyOfKeys() throws Exception {
        // Other tests have altered logs and evidence on this platform.
        AsOwner.of(context).execute("delete from work where kind in ('LOG_ALTERED', 'LOG_BROKEN', 'EVIDENCE_ALTERED')");

        var answer = Asking.ask(port, "GET", "/health/ready").answer();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text("/checks/database")).isEqualTo("UP");
        assertThat(answer.text("/keys/mirror")).isEqualTo("NONE");
        assertThat(answer.body())
                .contains("The key file has no second copy")
                .doesNotContain("The database was changed from outside");
    }
}
