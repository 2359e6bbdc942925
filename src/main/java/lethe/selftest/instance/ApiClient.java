package lethe.selftest.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A client of the REST API, like any other program. */
public final class ApiClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private final URI base;
    private final String token;
    private final Map<String, String> headers;
    private final @Nullable HttpClient client;
    private final boolean isPatient;

    private ApiClient(
            URI base, String token, Map<String, String> headers, @Nullable HttpClient client, boolean isPatient) {
        this.base = base;
        this.token = token;
        this.headers = headers;
        this.client = client;
        this.isPatient = isPatient;
    }

    /** Each request uses its own connection, which is closed afterwards. */
    static ApiClient at(URI base) {
        return new ApiClient(base, "", Map.of(), null, false);
    }

    /** A response; {@code json} is missing if the body is not JSON. */
    public record Answer(
            int status,
            JsonNode json,
            String body,
            @Nullable String retryAfter) {
        public String text(String field) {
            return json.path(field).asString("");
        }

        public boolean isThere() {
            return status != 404 && status != 405;
        }

        /** Omits the body. */
        @Override
        public String toString() {
            return "answer " + status;
        }
    }

    /** The connection ended before a response arrived, so the outcome of the request is unknown. */
    public static final class NoAnswer extends PromiseBroken {
        private static final long serialVersionUID = 1;

        NoAnswer(String sentence) {
            super(sentence);
        }
    }

    public URI base() {
        return base;
    }

    public ApiClient as(String other) {
        return new ApiClient(base, other, headers, client, isPatient);
    }

    /** Uses this client's persistent connections; the caller closes it. */
    public ApiClient over(HttpClient other) {
        return new ApiClient(base, token, headers, other, isPatient);
    }

    /** Repeats a request that is answered with 503, for up to a minute. */
    public ApiClient patient() {
        return new ApiClient(base, token, headers, client, true);
    }

    public ApiClient with(String header, String value) {
        return new ApiClient(base, token, Map.of(header, value), client, isPatient);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    public Answer send(String method, String path, @Nullable Object body) {
        return body == null
                ? send(method, path, null, BodyPublishers.noBody())
                : send(method, path, "application/json", BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    /** Uploads a file as the form field {@code file}. */
    public Answer upload(String path, String text) {
        var boundary = "between-the-parts";
        var form =
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n".formatted(boundary)
                        + "Content-Type: text/csv\r\n\r\n" + text + "\r\n--" + boundary + "--\r\n";
        return send("POST", path, "multipart/form-data; boundary=" + boundary, BodyPublishers.ofString(form));
    }

    private Answer send(String method, String path, @Nullable String type, BodyPublisher body) {
        var address = path.startsWith("/health/") ? path : "/api/v1" + path;
        var request = HttpRequest.newBuilder(base.resolve(address)).timeout(PATIENCE);
        headers.forEach(request::header);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            return answer(request.method(method, body).build());
        } catch (IOException | UncheckedIOException failed) {
            throw new NoAnswer("Lethe did not answer " + method + ": " + failed.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new PromiseBroken("interrupted");
        }
    }

    private Answer answer(HttpRequest request) throws IOException, InterruptedException {
        var until = System.nanoTime() + (isPatient ? PATIENCE.toNanos() : 0);
        var answer = answer(send(request));
        while (answer.status() == 503 && System.nanoTime() < until) {
            Thread.sleep(PAUSE);
            answer = answer(send(request));
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        if (client != null) {
            return client.send(request, BodyHandlers.ofString());
        }
        try (var once = HttpClient.newHttpClient()) {
            return once.send(request, BodyHandlers.ofString());
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        var isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(
                response.statusCode(),
                isJson && !response.body().isEmpty() ? JSON.readTree(response.body()) : MissingNode.getInstance(),
                response.body(),
                response.headers().firstValue("Retry-After").orElse(null));
    }

    /** Omits the token. */
    @Override
    public String toString() {
        return "REST at " + base;
    }
}
