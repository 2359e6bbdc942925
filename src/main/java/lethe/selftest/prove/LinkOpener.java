package lethe.selftest.prove;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import lethe.selftest.instance.PromiseBroken;

/** Opens a link from a mail as its reader does: the page, then its button. */
record LinkOpener(URI link) {
    private static final Pattern MARK = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    void follow() {
        try (var client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            var page = client.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString());
            var mark = MARK.matcher(page.body());
            var form = mark.find() ? "_csrf=" + URLEncoder.encode(mark.group(1), StandardCharsets.UTF_8) : "";
            var answer = client.send(
                    HttpRequest.newBuilder(link)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new PromiseBroken("A link from a mail was answered " + answer.statusCode());
            }
        } catch (IOException failed) {
            throw new PromiseBroken("A link from a mail could not be followed: " + failed.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new PromiseBroken("interrupted");
        }
    }
}
