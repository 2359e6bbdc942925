package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lethe.Chromium;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A permission is lost while a form is open: submitting it explains the refusal and keeps the input. */
@LetheTest
class LostRightTest {
    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
    }

    @Test
    void keepsTheInputOfAPartnerForm() {
        var partner = house.ada().post("/partners", Map.of("name", "Acme")).text("id");
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Manager");
        inABrowser(vera, page -> {
            page.navigate(address("/partners/" + partner + "/edit"));
            page.fill("#name", "Acme Media & “Söhne”");
            page.fill("#website", "https://acme.example/new");
            reassign(vera, "Viewer");

            var answer = page.waitForResponse("**/edit", () -> page.click("main button[type=submit]"));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(page.innerText("main"))
                    .contains("You don’t have permission", "Edit partners", "None of it was saved");
            assertThat(typed(page))
                    .contains("Name: Acme Media & “Söhne”", "Website: https://acme.example/new")
                    .doesNotContain("version", "csrf");
            assertThat(page.getAttribute("#typed", "readonly")).isNotNull();
            assertThat(page.locator("main form").count()).isZero();
        });
        assertThat(house.ada().get("/partners/" + partner).text("name")).isEqualTo("Acme");
    }

    @Test
    void keepsTheTicksOfTheRoleMatrixAsText() {
        house.ada()
                .post(
                        "/roles",
                        Map.of("name", "Keeper", "permissions", List.of("MANAGE_ROLES", "EDIT_BILLING_DETAILS")));
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Keeper");
        inABrowser(vera, page -> {
            page.navigate(address("/roles"));
            page.getByLabel("View billing details, Viewer", new Page.GetByLabelOptions().setExact(true))
                    .check();
            reassign(vera, "Viewer");

            var answer = page.waitForResponse("**/roles", () -> page.click("main form button[type=submit]"));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(page.innerText("main")).contains("You don’t have permission", "Manage roles");
            assertThat(typed(page)).contains("Ticked: Viewer: View billing details");
        });
        assertThat(house.ada()
                        .get("/roles/" + house.role("Viewer"))
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void keepsTheTicksBetweenSummaryAndSaving() {
        house.ada().post("/roles", Map.of("name", "Keeper", "permissions", List.of("MANAGE_ROLES", "VIEW_PARTNERS")));
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Keeper");
        inABrowser(vera, page -> {
            page.navigate(address("/roles"));
            page.getByLabel("View partners, Viewer", new Page.GetByLabelOptions().setExact(true))
                    .uncheck();
            page.click("main form button[type=submit]");
            assertThat(page.innerText("main")).contains("No longer allowed", "View partners.");
            house.ada().put("/roles/" + house.role("Keeper"), Map.of("permissions", List.of("VIEW_PARTNERS")));

            var answer = page.waitForResponse("**/changes", () -> page.click("main form button[type=submit]"));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(typed(page)).contains("Ticked: Keeper:");
        });
        assertThat(house.ada()
                        .get("/roles/" + house.role("Viewer"))
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "newPassword",
                "repeated",
                "temporaryPassword",
                "recoveryCode",
                "_csrf",
                "totp",
                "token"
            })
    void neverRepeatsSecrets(String field) {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();

        var refused =
                vera.form("/partners/new", Map.of("name", "Acme", field, "correct-horse-42", "postalCode", "12345"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("Name: Acme", "postalCode: 12345").doesNotContain("correct-horse-42");
    }

    @Test
    void escapesTheInput() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();

        var refused = vera.form("/partners/new", Map.of("name", "</textarea><script>alert(1)</script>"));

        assertThat(refused.body()).contains("&lt;/textarea&gt;").doesNotContain("<script>alert");
    }

    @Test
    void keepsTheInputIfTheTargetWasDeleted() {
        var partner = house.ada().post("/partners", Map.of("name", "Acme")).text("id");
        house.ada().delete("/partners/" + partner);

        var refused = house.ada().form("/partners/" + partner + "/edit", Map.of("name", "Acme Media"));

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body()).contains("Not found", "Name: Acme Media");
    }

    @Test
    void hidesInputFromOtherSites() {
        var refused = stage.anybody().form("/sign-out", Map.of("name", "Call this number"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain("Call this number");
    }

    private void reassign(Stage.Person person, String role) {
        house.ada().patch("/users/" + person.id(), Map.of("roleId", house.role(role)));
    }

    private String address(String path) {
        return "http://localhost:" + port + "/o/" + house.slug() + path;
    }

    /** Without JavaScript: nothing may depend on it. */
    private void inABrowser(Stage.Person person, Consumer<Page> visit) {
        var options = new Browser.NewPageOptions().setLocale("en-GB").setJavaScriptEnabled(false);
        Chromium.visit(options, page -> {
            Chromium.signIn(page, address(""), person);
            visit.accept(page);
        });
    }

    /** Waits for the page that the response contains. */
    private static String typed(Page page) {
        page.waitForLoadState();
        return page.inputValue("#typed");
    }
}
