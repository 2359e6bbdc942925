package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.Stage;
import lethe.audit.log.Tallies;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What the audit log says of refused sign-ins, pages and forms. */
class RefusalEntriesTest extends GuessedSignIn {
    @Autowired
    private Tallies tallies;

    @Test
    void repeatedRefusalsAreOneEntryWithACount() {
        for (var guess = 0; guess < 60; guess++) {
            signIn("203.0.113.9", vera.email(), WRONG);
        }
        var nobody = Stage.email("nobody");
        for (var guess = 0; guess < 15; guess++) {
            signIn("203.0.113.10", nobody, WRONG);
        }
        for (var times = 0; times < 30; times++) {
            assertThat(from(HOME, vera.api()).get("/users").status()).isEqualTo(403);
        }
        assertThat(from(HOME, vera.api()).get("/roles/" + house.role("Viewer")).status())
                .isEqualTo(403);
        assertThat(entries("signin.throttled")).as("not before the window ends").isEmpty();

        tallies.destroy();

        var throttled = entries("signin.throttled");
        assertThat(throttled).hasSize(2);
        assertThat(throttled).anySatisfy(entry -> {
            assertThat(entry.path("target").path("id").asString()).isEqualTo(vera.id());
            assertThat(entry.path("facts").path("count").asInt()).isEqualTo(50);
        });
        assertThat(throttled).anySatisfy(entry -> {
            assertThat(entry.path("target").path("id").asString()).isEqualTo(house.id());
            assertThat(entry.path("facts").path("count").asInt()).isEqualTo(5);
        });
        var refused = entries("access.refused");
        assertThat(refused)
                .hasSize(2)
                .allMatch(entry -> entry.path("actor").path("id").asString().equals(vera.id()));
        assertThat(refused).anySatisfy(entry -> {
            assertThat(entry.path("facts").path("route").asString()).isEqualTo("GET /api/v1/users");
            assertThat(entry.path("facts").path("count").asInt()).isEqualTo(30);
        });

        tallies.destroy();
        assertThat(entries("signin.throttled")).as("counted once").hasSize(2);
    }

    @Test
    void forbiddenPagesAndFormsAreRecorded() {
        for (var again = 0; again < 3; again++) {
            assertThat(vera.api().page("/users/new").status()).isEqualTo(403);
        }
        for (var again = 0; again < 2; again++) {
            assertThat(vera.api().form("/users/new", Map.of()).status()).isEqualTo(403);
        }
        assertThat(entries("access.refused")).as("not before its window ends").isEmpty();

        tallies.destroy();

        assertThat(entries("access.refused"))
                .extracting(entry -> entry.path("facts").path("route").asString() + " "
                        + entry.path("facts").path("count").asInt())
                .containsExactlyInAnyOrder("GET /users/new 3", "POST /users/new 2");
    }

    private List<JsonNode> entries(String action) {
        return house.ada()
                .get("/audit?action=" + action)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }
}
