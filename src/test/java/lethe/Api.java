package lethe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** An API client that knows nothing but the contract. */
public final class Api {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final String base;
    private final Map<String, String> headers;

    public Api(int port) {
        this("http://localhost:" + port + "/api/v1", Map.of());
    }

    private Api(String base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** A response; the body as JSON if it is JSON. */
    public record Answer(int status, JsonNode json, String body, HttpResponse<String> http) {
        public String text(String field) {
            return json.path(field).asString("");
        }

        /** The last part of a problem's type. */
        public String problem() {
            return text("type").replace("/problems/", "");
        }
    }

    public Api as(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Api with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Api(base, more);
    }

    /** The raw body. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, JSON.writeValueAsString(body));
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, JSON.writeValueAsString(body));
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** Requests a page, as a browser does. */
    public Answer page(String path) {
        return send("GET", address(path), null);
    }

    /** Posts a form, as a browser does. */
    public Answer form(String path, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return posted(path, body);
    }

    /** Like {@link #form}, where fields can have several values. */
    public Answer posted(String path, String encoded) {
        return send("POST", address(path), encoded, "application/x-www-form-urlencoded");
    }

    /** Sends a file to the API. */
    public Answer upload(String path, byte[] file) {
        var boundary = "a-line-that-is-in-no-file";
        var head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n";
        var parts = List.of(
                head.getBytes(StandardCharsets.UTF_8),
                file,
                ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send("POST", path, BodyPublishers.ofByteArrays(parts), "multipart/form-data; boundary=" + boundary);
    }

    /** Posts a file, as a browser does. */
    public Answer upload(String path, String file) {
        var body =
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file.csv\"\r\nContent-Type: text/csv\r\n\r\n"
                        + file
                        + "\r\n--x--\r\n";
        return send("POST", address(path), body, "multipart/form-data; boundary=x");
    }

    public Answer send(String method, String path, String body) {
        return send(method, path, body, "application/json");
    }

    private String address(String path) {
        return URI.create(base).resolve(path).toString();
    }

    /** Sends arbitrary bytes. */
    Answer bytes(String method, String path, byte[] body) {
        return send(method, path, BodyPublishers.ofByteArray(body), "application/json");
    }

    Answer send(String method, String path, String body, String type) {
        return send(method, path, body == null ? null : BodyPublishers.ofString(body), type);
    }

    private Answer send(String method, String path, BodyPublisher body, String type) {
        var request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path));
        headers.forEach(request::header);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", type).method(method, body);
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), json(response), response.body(), response);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        var type = response.headers().firstValue("Content-Type").orElse("");
        return type.contains("json") && !response.body().isEmpty()
                ? JSON.readTree(response.body())
                : MissingNode.getInstance();
    }
}
