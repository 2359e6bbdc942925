package lethe.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Wire;
import lethe.web.shell.Problems;
import lethe.web.shell.RefusalLines;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients that send an incomplete body get a response and do not flood the log. */
@LetheTest
class SlowBodiesTest {
    private static final List<String> BEGUN = List.of(
            "POST %s HTTP/1.1\nHost: x\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 100\n\nemail=",
            "POST /api/v1/sign-in HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: 100\n\n{\"");

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Problems problems;

    @Test
    void logTimeoutsInASingleLine() throws IOException {
        var page = "/o/" + stage.house().slug() + "/sign-in";
        var wires = new ArrayList<Wire>();
        try (var log = new RefusalLines(problems)) {
            for (var many = 0; many < 3; many++) {
                for (var head : BEGUN) {
                    wires.add(new Wire(port).send(head.formatted(page).replace("\n", "\r\n")));
                }
            }

            for (var wire : wires) {
                var answer = wire.answer();
                assertThat(answer.status()).isEqualTo(408);
                assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(answer.body()).contains("Request too slow").doesNotContain("Exception");
            }
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("answered 408 ")
                    .hasLineCount(1);
        } finally {
            for (var wire : wires) {
                wire.close();
            }
        }
    }

    @Test
    void truncatedBodiesAreNotLogged() throws Exception {
        var page = "/o/" + stage.house().slug() + "/sign-in";
        try (var log = new RefusalLines(problems)) {
            for (var head : BEGUN) {
                try (var wire = new Wire(port).send(head.formatted(page).replace("\n", "\r\n"))) {
                    wire.end();
                    assertThat(wire.answer().status()).isEqualTo(400);
                }
            }

            assertThat(log.lines()).isEmpty();
        }
    }
}
