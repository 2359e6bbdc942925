package lethe.web.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A single request over real HTTP, with its response. */
public final class Asking {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final JsonMapper JSON = JsonMapper.shared();
    private final HttpRequest.Builder request;
    private final String method;
    private BodyPublisher body = BodyPublishers.noBody();

    private Asking(int port, String method, String address) {
        this.request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + address));
        this.method = method;
    }

    public static Asking ask(int port, String method, String address) {
        return new Asking(port, method, address);
    }

    public Asking with(String header, String value) {
        request.header(header, value);
        return this;
    }

    public Asking may(String permissions) {
        return with(WebSlice.MAY, permissions);
    }

    public Asking json(String json) {
        return json(json.getBytes(StandardCharsets.UTF_8));
    }

    public Asking json(byte[] json) {
        body = BodyPublishers.ofByteArray(json);
        return with("Content-Type", "application/json");
    }

    public Asking form(String form) {
        body = BodyPublishers.ofString(form);
        return with("Content-Type", "application/x-www-form-urlencoded");
    }

    /** Without a content length. */
    public Asking chunked(byte[] json) {
        body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(json));
        return with("Content-Type", "application/json");
    }

    public Answer answer() throws IOException, InterruptedException {
        return new Answer(CLIENT.send(request.method(method, body).build(), BodyHandlers.ofString()));
    }

    /** The response. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonNode json() {
            return JSON.readTree(body());
        }

        public String text(String pointer) {
            return Objects.requireNonNull(json().at(pointer).asString(""));
        }
    }
}
