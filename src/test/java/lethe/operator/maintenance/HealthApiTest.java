package lethe.operator.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import lethe.LetheTest;
import lethe.web.shell.Asking;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@LetheTest
class HealthApiTest {
    @LocalServerPort
    private int port;

    @Test
    void reportsThatItIsLive() throws Exception {
        var answer = Asking.ask(port, "GET", "/health/live").answer();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void reportsReadinessAndWarnsWithoutASecondCopyOfKeys() throws Exception {
        var answer = Asking.ask(port, "GET", "/health/ready").answer();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.text("/checks/database")).isEqualTo("UP");
        assertThat(answer.text("/keys/mirror")).isEqualTo("NONE");
        // Tests that alter logs restore them, so no alarms are left here.
        assertThat(answer.body())
                .contains("The key file has no second copy")
                .doesNotContain("The database was changed from outside");
    }
}
