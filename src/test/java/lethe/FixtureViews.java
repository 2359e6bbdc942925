package lethe;

import static lethe.FixtureMaker.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a user sees by API, and whether another sees all of it as well. */
final class FixtureViews {
    /** Names in braces are of {@link FixturePeople}. */
    static final List<String> ADMINS = List.of(
            "/organisation",
            "/organisation/retention",
            "/users?limit=200",
            "/users?limit=200&status=TERMINATED",
            "/users/{Ben}",
            "/users/{Cleo}",
            "/users/{Dana}",
            "/users/{Gus}",
            "/users/{Hanna}",
            "/users/{Hanna}/receipt",
            "/users/{Ivo}/receipt",
            "/users/{Frida}/receipt",
            "/users/{Ada}/receipt",
            "/users/{Mara}/receipt",
            "/users/{Ben}/consents",
            "/users/{Hanna}/consents",
            "/roles",
            "/notices",
            "/partners?limit=200",
            "/partners/{partner}",
            "/partners/{partner}/billing-details",
            "/partners/{deactivated}",
            "/newsletters",
            "/newsletters/{newsletter}/issues",
            "/users/imports/{import}",
            "/users/imports/{waitingImport}",
            "/users/reviews/{review}",
            "/users/reviews/{plannedReview}",
            "/audit?limit=200");

    static final List<String> OWN =
            List.of("/me", "/me/consents", "/me/newsletters", "/me/tokens", "/me/sign-ins", "/keys");

    /** Fields that change over time or depend on the time of the request. */
    private static final Set<String> MOVING =
            Set.of("lastUsedAt", "lastUsed", "expiresAt", "session", "next", "soon", "total");

    private FixtureViews() {}

    static Map<String, JsonNode> of(Api who, FixturePeople people, List<String> paths) {
        var views = new LinkedHashMap<String, JsonNode>();
        for (var path : paths) {
            views.put(path, ok(200, who.get(resolved(path, people))).json());
        }
        return views;
    }

    private static String resolved(String path, FixturePeople people) {
        var start = path.indexOf('{');
        if (start < 0) {
            return path;
        }
        var end = path.indexOf('}');
        return path.substring(0, start) + people.id(path.substring(start + 1, end)) + path.substring(end + 1);
    }

    /** Everything that was there is still there, unchanged; there may be more. */
    static void assertHolds(String where, JsonNode now, JsonNode before) {
        if (before.isObject()) {
            before.propertyNames().stream()
                    .filter(name -> !MOVING.contains(name))
                    .forEach(name -> {
                        assertThat(now.has(name)).as(where + "/" + name).isTrue();
                        assertHolds(where + "/" + name, now.path(name), before.path(name));
                    });
        } else if (before.isArray()) {
            before.forEach(one -> assertThat(now.valueStream().anyMatch(other -> holds(other, one)))
                    .as(where + " has " + one)
                    .isTrue());
        } else {
            assertThat(now).as(where).isEqualTo(before);
        }
    }

    private static boolean holds(JsonNode now, JsonNode before) {
        if (before.isObject()) {
            return before.propertyNames().stream()
                    .filter(name -> !MOVING.contains(name))
                    .allMatch(name -> holds(now.path(name), before.path(name)));
        }
        return before.isArray()
                ? before.valueStream().allMatch(one -> now.valueStream().anyMatch(other -> holds(other, one)))
                : now.equals(before);
    }
}
