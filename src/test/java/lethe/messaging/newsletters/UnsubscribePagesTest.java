package lethe.messaging.newsletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The unsubscribe link in a mail, used by whatever reads mail: only the link is known. */
@LetheTest
@ExtendWith(OutputCaptureExtension.class)
class UnsubscribePagesTest {
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    private Stage stage;

    @Autowired
    private Subscriptions subscriptions;

    private House house;
    private Person vera;
    private String news;
    private URI address;

    @BeforeEach
    void subscribeVera() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        news = newsletter("House news");
        subscribe(news);
        address = address(news);
    }

    @Test
    void unsubscribesByABarePostAndWhenRepeated(CapturedOutput log) throws Exception {
        var first = post(address, FORM, ONE_CLICK);
        var second = post(address, FORM, ONE_CLICK);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("You are unsubscribed", "House news");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(isOn(news)).isFalse();
        var acts = vera.api().get("/me/consents").body();
        assertThat(acts).contains("\"way\":\"ONE_CLICK\"").containsOnlyOnce("UNSUBSCRIBED");
        assertThat(log.getAll()).doesNotContain("lethe_uns_");
    }

    @Test
    void openingTheLinkChangesNothing() throws Exception {
        for (var method : new String[] {"GET", "HEAD", "GET", "OPTIONS"}) {
            send(HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()));
        }

        var page = send(
                HttpRequest.newBuilder(address).header("Accept-Language", "de").GET());

        assertThat(isOn(news)).isTrue();
        assertThat(page.body())
                .contains("„House news“ abbestellen?", "method=\"post\"")
                .doesNotContain("Vera", "Kanari", "_csrf");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void unsubscribesWithAnyBodyThatAMailProgramMaySend() throws Exception {
        var multipart =
                "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
        var bodies = Map.of(
                FORM,
                ONE_CLICK,
                "multipart/form-data; boundary=x",
                multipart,
                "text/plain",
                ONE_CLICK,
                "application/json",
                "{",
                "application/octet-stream",
                "");
        for (var body : bodies.entrySet()) {
            subscribe(news);

            var answer = post(address, body.getKey(), body.getValue());

            assertThat(answer.statusCode()).as(body.getKey()).isEqualTo(200);
            assertThat(isOn(news)).as(body.getKey()).isFalse();
        }
    }

    @Test
    void unsubscribesFromOneNewsletterOnly() throws Exception {
        var other = newsletter("Other news");
        subscribe(other);

        post(address, FORM, ONE_CLICK);

        assertThat(isOn(news)).isFalse();
        assertThat(isOn(other)).isTrue();
        assertThat(address(other)).isNotEqualTo(address);
    }

    @Test
    void oldLinksWorkAfterSubscribingAgain() throws Exception {
        post(address, FORM, ONE_CLICK);
        subscribe(news);

        assertThat(address(news)).isEqualTo(address);
        post(address, FORM, ONE_CLICK);

        assertThat(isOn(news)).isFalse();
    }

    @Test
    void revealsNothingForInvalidLinks() throws Exception {
        var text = address.toString();
        var house2 = stage.house();
        var last = text.charAt(text.length() - 1) == 'a' ? "b" : "a";
        var guessed = text.substring(0, text.length() - 1) + last;
        var foreign = text.replace(letters(house.id()), letters(house2.id()));
        for (var wrong : new String[] {
            guessed, foreign, text + "x", base() + "x", base() + "%00", base() + "%F0%9F", base() + "..%2f"
        }) {
            for (var method : new String[] {"GET", "POST", "DELETE"}) {
                var answer =
                        send(HttpRequest.newBuilder(URI.create(wrong)).method(method, BodyPublishers.ofString("x=1")));

                assertThat(answer.statusCode()).as(method + " " + wrong).isBetween(400, 499);
                assertThat(answer.body()).doesNotContain("House news", "Vera");
            }
        }
        assertThat(isOn(news)).isTrue();
        assertThat(send(HttpRequest.newBuilder(URI.create(guessed)).GET()).body())
                .contains("Nothing to unsubscribe from")
                .isEqualTo(
                        send(HttpRequest.newBuilder(URI.create(foreign)).GET()).body());
    }

    @Test
    void answersHostileBodiesWithoutAServerError() throws Exception {
        for (var type : new String[] {
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "x",
            FORM,
            "text/html; charset=%",
            "multipart/form-data; boundary=y"
        }) {
            for (var body : new String[] {"%", "&&&=%zz", "--y\r\n", "List-Unsubscribe=" + "x".repeat(300_000)}) {
                var answer = post(address, type, body);

                assertThat(answer.statusCode()).as(type + " " + body.length()).isLessThan(500);
            }
        }
    }

    @Test
    void otherPathsRequireAFormToken() throws Exception {
        for (var path : new String[] {
            "/unsubscribe", "/unsubscribe/", "/profile/newsletters", "/unsubscribe/x/../../sign-in", "/sign-in"
        }) {
            var there = URI.create(address.toString().replaceFirst("/unsubscribe/.*", "") + path);

            var answer = post(there, FORM, ONE_CLICK);

            assertThat(answer.statusCode()).as(path).isIn(400, 403, 404);
        }
    }

    private String base() {
        return address.toString().replaceFirst("lethe_uns_.*", "");
    }

    private static String letters(String id) {
        return id.substring(id.indexOf('_') + 1);
    }

    private String newsletter(String name) {
        return house.ada()
                .post("/newsletters", Map.of("name", name, "about", "What is new.", "frequency", "Monthly."))
                .text("id");
    }

    private void subscribe(String newsletter) {
        assertThat(vera.api()
                        .put("/me/newsletters/" + newsletter, Map.of("subscribed", true))
                        .status())
                .isEqualTo(200);
    }

    private boolean isOn(String newsletter) {
        return vera.api()
                .get("/me/newsletters")
                .json()
                .path("items")
                .valueStream()
                .anyMatch(one -> one.path("id").asString().equals(newsletter)
                        && one.path("subscribed").asBoolean());
    }

    private URI address(String newsletter) {
        var person = UserId.parse(vera.id()).orElseThrow();
        var id = NewsletterId.parse(newsletter).orElseThrow();
        var organisation = OrganisationId.parse(house.id()).orElseThrow();
        return TenantContext.in(organisation, () -> subscriptions.ofSubscriber(person, id))
                .map(Unsubscribe::url)
                .map(URI::create)
                .orElseThrow();
    }

    private static HttpResponse<String> post(URI to, String type, String body)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(to).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
