package lethe.privacy.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Visitor;
import lethe.Visitor.Page;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@LetheTest
class GoodbyePagesTest {
    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @LocalServerPort
    private int port;

    private House house;
    private Stage.Person vera;
    private Visitor visitor;

    @BeforeEach
    void veraIsHere() {
        stage.house();
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        visitor = new Visitor(port);
        visitor.follow(visitor.signIn(house.slug(), vera.email(), Stage.PASSWORD));
    }

    private String at(String path) {
        return "/o/" + house.slug() + path;
    }

    /** Simulates the state between the two steps of a termination. */
    private void withoutReceiptYet() {
        var organisation = OrganisationId.parse(house.id()).orElseThrow().value();
        var person = UserId.parse(vera.id()).orElseThrow().value();
        AsOwner.of(context)
                .execute(
                        "select set_config('lethe.organisation', '%s', false); update termination set receipt = null where user_id = '%s'"
                                .formatted(organisation, person));
    }

    private Page leave() {
        visitor.get(at("/profile/termination"));
        return visitor.post(at("/profile/termination"));
    }

    @Test
    void asksForConfirmationOnce() {
        var asked = visitor.get(at("/profile/termination")).body();

        assertThat(asked)
                .contains(
                        "Terminate my account?",
                        "the email address",
                        "first name",
                        "the address where the user finds this receipt")
                .doesNotContain("newsletter")
                .contains("Art. 17(3)(b) and (e) GDPR", "can’t be undone", "Cancel");
        assertThat(house.ada().get("/users/" + vera.id()).text("status")).isEqualTo("ACTIVE");
    }

    @Test
    void refusesFormsFromOtherSites() {
        visitor.get(at("/profile/termination"));

        var refused = visitor.postUnmarked(at("/profile/termination"), Map.of());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(house.ada().get("/users/" + vera.id()).text("status")).isEqualTo("ACTIVE");
    }

    @Test
    void theGoodbyePageIsOpenToAnyoneWithItsAddress() {
        var left = leave();
        var goodbye = new Visitor(port).get(left.leadsTo());

        assertThat(left.leadsTo()).startsWith(at("/goodbye/lethe_rct_"));
        assertThat(left.cookie("lethe_session")).contains("Max-Age=0");
        assertThat(goodbye.status()).isEqualTo(200);
        assertThat(goodbye.header("Refresh")).isEqualTo(goodbye.body().contains("Proof pending.") ? "2" : "");
        assertThat(goodbye.header("Cache-Control")).contains("no-store");
        assertThat(goodbye.body())
                .contains("Your account is terminated", "Your consent is withdrawn", "Your email address is free again")
                .contains("For 30 days, anyone", "the email address", "the password", "first name", "Keys destroyed")
                .doesNotContain(vera.email(), "Vera");
    }

    @Test
    void reloadsUntilTheKeysAreDestroyed() {
        var goodbye = leave().leadsTo();
        withoutReceiptYet();

        var pending = new Visitor(port).get(goodbye);

        assertThat(pending.status()).isEqualTo(200);
        assertThat(pending.header("Refresh")).isEqualTo("5");
        assertThat(pending.body())
                .contains("Almost done", "Check again", goodbye)
                .doesNotContain("Your account is terminated");
    }

    @Test
    void theReceiptCanBeDownloaded() {
        var goodbye = visitor.follow(leave()).body();

        var address = goodbye.replaceAll("(?s).*href=\"(" + at("/api/v1/receipts/") + "[^\"]+)\" download.*", "$1");
        var receipt = stage.anybody().page(address);

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.body()).contains(vera.id(), "signature").doesNotContain(vera.email());
    }

    @Test
    void endsTheSessionImmediately() {
        leave();

        assertThat(visitor.get(at("/profile")).leadsTo()).isEqualTo(at("/sign-in"));
        assertThat(house.ada().get("/users/" + vera.id()).text("status")).isEqualTo("TERMINATED");
    }

    @Test
    void speaksGerman() {
        var goodbye = new Visitor(port).speaking("de").get(leave().leadsTo()).body();

        assertThat(goodbye).contains("Ihr Konto ist beendet", "Gelöscht", "Quittung herunterladen");
    }

    @Test
    void answers404ToUnknownAddresses() {
        var made = "lethe_rct_" + "0".repeat(58);

        assertThat(visitor.get(at("/goodbye/" + made)).status()).isEqualTo(404);
        assertThat(visitor.get(at("/goodbye/nonsense")).status()).isEqualTo(404);
    }
}
