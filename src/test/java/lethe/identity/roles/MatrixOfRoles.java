package lethe.identity.roles;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The matrix as a browser without scripts submits it: the permissions seen and the ticks. */
@LetheTest
abstract class MatrixOfRoles {
    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"");
    private static final Pattern TICKED = Pattern.compile("name=\"tick\" value=\"([^\"]+)\"\\s+checked");

    @Autowired
    Stage stage;

    House house;

    @BeforeEach
    void createOrganisation() {
        house = stage.house();
    }

    List<String> permissions(String role) {
        return house.ada()
                .get("/roles/" + house.role(role))
                .json()
                .path("permissions")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    static List<String> ticks(String page) {
        return found(TICKED, page);
    }

    private static List<String> found(Pattern pattern, String page) {
        return pattern.matcher(page).results().map(one -> one.group(1)).toList();
    }

    Sheet sheet(Api api) {
        var page = api.page("/roles").body();
        return new Sheet(api, found(SEEN, page), new ArrayList<>(ticks(page)));
    }

    class Sheet {
        private final Api api;
        private final List<String> seen;
        final List<String> ticks;

        Sheet(Api api, List<String> seen, List<String> ticks) {
            this.api = api;
            this.seen = seen;
            this.ticks = ticks;
        }

        void tick(String role, String permission) {
            ticks.add(house.role(role) + ": " + permission);
        }

        void untick(String role, String permission) {
            ticks.remove(house.role(role) + ": " + permission);
        }

        Answer send(String path) {
            var body = new ArrayList<String>();
            seen.forEach(one -> body.add("seen=" + URLEncoder.encode(one, StandardCharsets.UTF_8)));
            ticks.forEach(one -> body.add("tick=" + URLEncoder.encode(one, StandardCharsets.UTF_8)));
            return api.posted(path, String.join("&", body));
        }
    }
}
