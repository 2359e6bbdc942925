package lethe.web.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Visitor;
import lethe.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Bodies that are announced and never sent, or only by half. */
@LetheTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HalfSentBodies {
    static final String FORM = "application/x-www-form-urlencoded";
    static final String BEGUN = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";

    @LocalServerPort
    int port;

    @Autowired
    Stage stage;

    @Autowired
    HeldBytes held;

    House house;
    String cookie;
    String viewer;

    record Target(String method, String path, boolean takesFile) {}

    @BeforeAll
    void setTheScene() {
        house = stage.house();
        var mara = house.person(stage.anybody(), "Mara", "ADMIN", "Administrator");
        var browser = new Visitor(port);
        browser.signIn(house.slug(), mara.email(), Stage.PASSWORD);
        cookie = "Cookie: lethe_session=" + browser.cookie("lethe_session", "/o/" + house.slug());
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        viewer = "Authorization: Bearer "
                + vera.api().post("/me/tokens", Map.of("name", "one")).text("token");
    }

    @AfterEach
    void everythingIsReleased() {
        await().atMost(Duration.ofSeconds(30)).until(() -> held.bytes() == 0);
    }

    /** Sends only the headers and, if chunked, the first bytes of a file. */
    Wire.Answer refused(Target target, String type, String... headers) throws IOException {
        try (var wire = new Wire(port)) {
            var lines = new ArrayList<>(
                    List.of(target.method() + " " + target.path() + " HTTP/1.1", "Host: x", "Content-Type: " + type));
            lines.addAll(List.of(headers));
            wire.head(lines.toArray(String[]::new));
            if (lines.contains("Transfer-Encoding: chunked")) {
                wire.send("%x\r\n%s\r\n".formatted(BEGUN.length(), BEGUN));
            }
            return wire.answer();
        }
    }

    String at(String path) {
        return "/o/" + house.slug() + path;
    }
}
