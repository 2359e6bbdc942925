package lethe;

import static lethe.Stage.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The main workflow by API, with nothing but the contract. */
@LetheTest
class JourneyOverRestTest {
    @Autowired
    private Stage stage;

    @Test
    void fromCreationWithConsentToTerminationAndTheSameEmailAgain() {
        var house = stage.house();
        var email = Stage.email("klara");

        var created = house.create("Klara", email, "EXTERNAL", "Viewer");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("status")).isEqualTo("INVITED");
        assertThat(created.http().headers().firstValue("Location")).hasValue("/api/v1/users/" + created.text("id"));
        assertThat(created.json().path("consent").path("attestedBy").asString()).isEqualTo(house.adaId());
        var id = created.text("id");

        var signedIn = stage.anybody()
                .post(
                        "/sign-in",
                        Map.of(
                                "organisation",
                                house.slug(),
                                "email",
                                email,
                                "password",
                                created.text("temporaryPassword")));
        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(signedIn.text("state")).isEqualTo("NEW_PASSWORD_REQUIRED");
        assertThat(signedIn.text("userId")).isEqualTo(id);
        var first = stage.anybody().as(signedIn.text("token"));
        assertThat(first.get("/me").problem()).isEqualTo("new-password-required");

        var chosen = first.post("/me/password", Map.of("newPassword", PASSWORD));
        assertThat(chosen.status()).isEqualTo(200);
        assertThat(chosen.text("state")).isEqualTo("CONSENT_REQUIRED");
        assertThat(first.get("/notices/current").status()).isEqualTo(401);
        var klara = stage.anybody().as(chosen.text("token"));
        assertThat(klara.get("/me").problem()).isEqualTo("own-consent-required");

        var version = klara.get("/notices/current").json().path("version").asInt();
        var consented = klara.post("/me/consent", Map.of("noticeVersion", version, "decision", "CONTINUE"));
        assertThat(consented.text("state")).isEqualTo("ACTIVE");
        assertThat(klara.get("/me").text("email")).isEqualTo(email);
        assertThat(klara.get("/me").json().path("permissions").toString()).isEqualTo("[\"VIEW_PARTNERS\"]");

        var reassigned = house.ada().patch("/users/" + id, Map.of("roleId", house.role("Manager")));
        assertThat(reassigned.status()).isEqualTo(200);
        assertThat(klara.get("/me").json().path("permissions").valueStream().map(it -> it.asString()))
                .containsExactly("VIEW_PARTNERS", "EDIT_PARTNERS", "VIEW_BILLING_DETAILS", "EDIT_BILLING_DETAILS");

        var receipt = klara.post("/me/termination", Map.of());
        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.text("userId")).isEqualTo(id);
        assertThat(receipt.json().path("self").asBoolean()).isTrue();
        assertThat(receipt.text("signature")).isNotEmpty();
        assertThat(klara.get("/me").status()).isEqualTo(401);
        assertThat(klara.post("/me/termination", Map.of()).status()).isEqualTo(401);
        assertThat(stage.anybody()
                        .get(receipt.text("downloadUrl"))
                        .json()
                        .path("receipt")
                        .path("id"))
                .isEqualTo(receipt.json().path("id"));

        var former = house.ada().get("/users/" + id);
        assertThat(former.json().propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "firstName",
                        "lastName",
                        "status",
                        "lastType",
                        "lastRole",
                        "createdAt",
                        "terminatedAt",
                        "terminatedBy",
                        "legalGround",
                        "retainedUntil");

        var again = house.create("Klara", email, "INTERNAL", "Viewer");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("id")).isNotEqualTo(id);
    }

    @Test
    void byOneTimeLinkFromTheAdmin() {
        var house = stage.house();
        var id = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");

        var link = house.ada().post("/users/" + id + "/sign-in-link", Map.of());
        assertThat(link.status()).isEqualTo(201);
        var secret = link.text("url").substring(link.text("url").lastIndexOf('/') + 1);
        var signedIn = stage.anybody().post("/sign-in", Map.of("link", secret));
        assertThat(signedIn.text("state")).isEqualTo("NEW_PASSWORD_REQUIRED");
        var chosen = stage.anybody().as(signedIn.text("token")).post("/me/password", Map.of("newPassword", PASSWORD));
        assertThat(chosen.status()).isEqualTo(200);

        assertThat(stage.anybody().post("/sign-in", Map.of("link", secret)).status())
                .isEqualTo(410);
        assertThat(house.ada().post("/users/" + id + "/sign-in-link", Map.of()).problem())
                .isEqualTo("already-signed-in");
        stage.anybody()
                .as(chosen.text("token"))
                .post("/me/consent", Map.of("noticeVersion", 1, "decision", "CONTINUE"));
        assertThat(house.ada()
                        .get("/users/" + id)
                        .json()
                        .path("ownConsent")
                        .path("handover")
                        .asString())
                .isEqualTo("LINK_BY_ADMIN");
    }

    @Test
    void terminatingTwiceReturnsTheSameBytes() {
        var house = stage.house();
        var id = house.create("Vera", Stage.email("vera"), "INTERNAL", "Viewer").text("id");

        var once = house.ada().post("/users/" + id + "/termination", Map.of());
        var twice = house.ada().post("/users/" + id + "/termination", Map.of());

        assertThat(once.status()).isEqualTo(200);
        assertThat(twice.status()).isEqualTo(200);
        assertThat(twice.body()).isEqualTo(once.body());
        assertThat(once.text("terminatedBy")).isEqualTo(house.adaId());
        assertThat(house.ada().get("/users/" + id + "/receipt").json().path("receipt"))
                .isEqualTo(once.json());
    }

    @Test
    void refusingTheNoticeTerminates() {
        var house = stage.house();
        var email = Stage.email("rita");
        var created = house.create("Rita", email, "INTERNAL", "Viewer");
        var signedIn = stage.anybody()
                .post(
                        "/sign-in",
                        Map.of(
                                "organisation",
                                house.slug(),
                                "email",
                                email,
                                "password",
                                created.text("temporaryPassword")));
        var chosen = stage.anybody().as(signedIn.text("token")).post("/me/password", Map.of("newPassword", PASSWORD));

        var refused = stage.anybody()
                .as(chosen.text("token"))
                .post("/me/consent", Map.of("noticeVersion", 1, "decision", "REFUSE"));

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.text("downloadUrl")).contains("/api/v1/receipts/");
        assertThat(house.ada().get("/users/" + created.text("id")).text("status"))
                .isEqualTo("TERMINATED");
        assertThat(house.ada().get("/users/" + created.text("id") + "/consents").body())
                .contains("REFUSE");
    }
}
