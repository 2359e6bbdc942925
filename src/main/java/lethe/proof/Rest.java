package lethe.proof;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The platform over REST, as any other program uses it; each request on a connection that is closed afterwards. */
record Rest(URI base, String token) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What came back; the body as JSON where it is some. */
    record Answer(int status, JsonNode json, String body) {
        String text(String field) {
            return json.path(field).asString("");
        }

        boolean isThere() {
            return status != 404 && status != 405;
        }
    }

    Rest as(String other) {
        return new Rest(base, other);
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    Answer send(String method, String path, @Nullable Object body) {
        var request = HttpRequest.newBuilder(base.resolve("/api/v1" + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        request.method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request.build(), BodyHandlers.ofString());
            var isJson =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(
                    response.statusCode(),
                    isJson && !response.body().isEmpty() ? JSON.readTree(response.body()) : MissingNode.getInstance(),
                    response.body());
        } catch (IOException failed) {
            throw new Broken("Lethe did not answer " + method + " " + path + ": " + failed.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Broken("interrupted");
        }
    }

    /** Never the token. */
    @Override
    public String toString() {
        return "REST at " + base;
    }
}
