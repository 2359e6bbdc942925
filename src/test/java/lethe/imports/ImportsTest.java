package lethe.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class ImportsTest {
    @Autowired
    private Stage stage;

    private House house;
    private Api ada;

    @BeforeEach
    void setTheScene() {
        house = stage.house();
        ada = house.ada();
    }

    @Test
    void aFileBecomesPeopleWithLinksThatLetThemIn() {
        var klara = Stage.email("klara");
        var file = "firstName;lastName;email\nKlara;Kanari;" + klara + "\nJürgen;Größe;" + Stage.email("j") + "\n";

        var uploaded = ada.upload("/users/imports", file.getBytes(StandardCharsets.UTF_8));
        assertThat(uploaded.status()).as(uploaded.body()).isEqualTo(202);
        assertThat(until(uploaded, "CHECKED").json().path("valid").asInt()).isEqualTo(2);
        assertThat(start(uploaded, "INTERNAL", "Viewer").status()).isEqualTo(202);
        var done = until(uploaded, "DONE");
        var links = ada.get(path(uploaded) + "/links");

        assertThat(done.json().path("created").asInt()).isEqualTo(2);
        var lines = links.body().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("line;userId;link");
        assertThat(lines).hasSize(3);
        var first = lines.get(1).split(";");
        assertThat(first[0]).isEqualTo("2");
        var user = ada.get("/users/" + first[1]);
        assertThat(user.text("email")).isEqualTo(klara);
        assertThat(user.text("status")).isEqualTo("INVITED");
        assertThat(user.json().at("/consent/attestedBy").asString()).isEqualTo(house.adaId());
        var secret = first[2].substring(first[2].lastIndexOf('/') + 1);
        assertThat(stage.anybody().post("/sign-in", Map.of("link", secret)).text("state"))
                .isEqualTo("NEW_PASSWORD_REQUIRED");
        assertThat(ada.get(path(uploaded) + "/links").status()).isEqualTo(410);
    }

    @Test
    void thousandsAreCreated() {
        var file = "firstName,lastName,email\n" + IntStream.range(0, 3000).mapToObj(n -> "Klara,Kanari," + Stage.email("many")).collect(Collectors.joining("\n"));
        var at = System.nanoTime();
        var uploaded = ada.upload("/users/imports", file.getBytes(StandardCharsets.UTF_8));
        until(uploaded, "CHECKED");
        System.out.println("checked " + (System.nanoTime() - at) / 1_000_000); at = System.nanoTime();
        start(uploaded, "INTERNAL", "Viewer");
        until(uploaded, "DONE");
        System.out.println("created " + (System.nanoTime() - at) / 1_000_000); at = System.nanoTime();
        assertThat(ada.get(path(uploaded) + "/links").body().lines()).hasSize(3001);
        System.out.println("links " + (System.nanoTime() - at) / 1_000_000); at = System.nanoTime();
    }

    private Answer start(Answer uploaded, String type, String role) {
        return ada.post(
                path(uploaded) + "/start",
                Map.of("consent", Map.of("given", true, "noticeVersion", 1), "type", type, "roleId", house.role(role)));
    }

    private Answer until(Answer uploaded, String status) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ada.get(path(uploaded)), now -> now.text("status").equals(status));
    }

    private static String path(Answer uploaded) {
        return "/users/imports/" + uploaded.text("id");
    }
}
