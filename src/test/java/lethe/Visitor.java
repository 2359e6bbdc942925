package lethe;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A user's browser without scripts: keeps cookies by path, and sends with each form the page's hidden fields. */
public final class Visitor {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern MARK = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private final String host;
    private final Map<String, HttpCookie> cookies = new TreeMap<>();
    private String language = "en";
    private String mark = "";
    private String origin = "";

    public Visitor(int port) {
        this.host = "http://localhost:" + port;
    }

    /** A page, or another response. */
    public record Page(HttpResponse<String> http) {
        public int status() {
            return http.statusCode();
        }

        public String body() {
            return http.body();
        }

        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        /** The redirect's target. */
        public String leadsTo() {
            return header("Location");
        }

        /** The header that sets a cookie, with all its attributes. */
        public String cookie(String name) {
            return http.headers().allValues("Set-Cookie").stream()
                    .filter(cookie -> cookie.startsWith(name + "="))
                    .findFirst()
                    .orElse("");
        }
    }

    public Visitor speaking(String spoken) {
        language = spoken;
        return this;
    }

    /** Sends forms from a page of that origin, as browsers report it. */
    public Visitor from(String page) {
        origin = page;
        return this;
    }

    /** Requests a fragment, as htmx does. */
    public Page fragment(String path) {
        return send(request(path).header("HX-Request", "true").GET());
    }

    public Page get(String path) {
        return send(request(path).GET());
    }

    public Page head(String path) {
        return send(request(path).method("HEAD", BodyPublishers.noBody()));
    }

    /** Sends a form as the last page would. */
    public Page post(String path, String... namesAndValues) {
        var fields = new TreeMap<String, String>(Map.of("_csrf", mark));
        for (var at = 0; at < namesAndValues.length; at += 2) {
            fields.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return postUnmarked(path, fields);
    }

    /** Sends a form as a foreign page would. */
    public Page postUnmarked(String path, Map<String, String> fields) {
        var form = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var request = request(path).header("Content-Type", "application/x-www-form-urlencoded");
        return send(
                (origin.isEmpty() ? request : request.header("Origin", origin)).POST(BodyPublishers.ofString(form)));
    }

    /** Follows a redirect. */
    public Page follow(Page page) {
        return get(page.leadsTo());
    }

    /** Signs in at an organisation's address. */
    public Page signIn(String slug, String email, String password) {
        get("/o/" + slug + "/sign-in");
        return whenThereIsTime(() -> post("/o/" + slug + "/sign-in", "email", email, "password", password));
    }

    /** Signs in where there is only one organisation. */
    public Page signInAlone(String email, String password) {
        get("/sign-in");
        return whenThereIsTime(() -> post("/sign-in", "email", email, "password", password));
    }

    /** Passwords are hashed by few at a time: on a busy machine the rest is told to come again. */
    private static Page whenThereIsTime(Callable<Page> call) {
        return await().atMost(Duration.ofMinutes(1)).until(call, page -> page.status() != 503);
    }

    /** The value of a cookie that would be sent to that path. */
    public String cookie(String name, String path) {
        return cookies.values().stream()
                .filter(cookie -> cookie.getName().equals(name) && isFor(cookie, path))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : host + path))
                .header("Accept-Language", language)
                .header("Accept", "text/html");
        var sent = cookies.values().stream()
                .filter(cookie -> isFor(cookie, path))
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return sent.isEmpty() ? request : request.header("Cookie", sent);
    }

    private Page send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            var marked = MARK.matcher(response.body());
            mark = marked.find() ? marked.group(1) : mark;
            return new Page(response);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void keep(String header) {
        List<HttpCookie> parsed = HttpCookie.parse(header);
        for (var cookie : parsed) {
            var key = cookie.getName() + " " + cookie.getPath();
            if (cookie.getMaxAge() == 0) {
                cookies.remove(key);
            } else {
                cookies.put(key, cookie);
            }
        }
    }

    private static boolean isFor(HttpCookie cookie, String path) {
        var below = cookie.getPath();
        return below.equals("/") || path.equals(below) || path.startsWith(below + "/");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
