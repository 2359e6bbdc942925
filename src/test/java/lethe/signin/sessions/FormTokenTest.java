package lethe.signin.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Visitor;
import lethe.Wire;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Requests with a browser's session need a form token, whatever their other headers. */
@LetheTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormTokenTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private OperatorSessions operators;

    private House house;
    private String cookie;
    private String token;

    @BeforeAll
    void setTheScene() {
        house = stage.house();
        var mara = house.person(stage.anybody(), "Mara", "ADMIN", "Administrator");
        var browser = new Visitor(port);
        browser.signIn(house.slug(), mara.email(), Stage.PASSWORD);
        cookie = "Cookie: lethe_session=" + browser.cookie("lethe_session", "/o/" + house.slug());
        token = mara.api().post("/me/tokens", Map.of("name", "one")).text("token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization:",
                "Authorization: ",
                "authorization: x",
                "AUTHORIZATION: null",
                "Authorization: Basic YWRhOmFkYQ==",
                "Authorization: Digest username=ada",
                "Authorization: Bearer",
                "Authorization: Bearer ",
                "Authorization: bearer x",
                "Authorization: Bearer lethe_ses_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "Authorization: Bearer\tx",
                "Authorization: Token {token}",
                "Authorization: {token}",
                "Authorization: Basic x\r\nAuthorization: Bearer {token}",
                "Proxy-Authorization: Bearer {token}",
                "X-Authorization: Bearer {token}",
                "X-Requested-With: XMLHttpRequest"
            })
    void noHeaderReplacesIt(String header) throws IOException {
        var more = header.replace("{token}", token);

        var form = send(
                "/o/" + house.slug() + "/roles/new", "application/x-www-form-urlencoded", "name=Forged", cookie, more);
        var call = send("/api/v1/roles", "application/json", "{\"name\":\"Forged\",\"permissions\":[]}", cookie, more);
        var file = send(
                "/o/" + house.slug() + "/users/imports/new",
                "multipart/form-data; boundary=x",
                "--x--\r\n",
                cookie,
                more);

        assertThat(form.status()).isIn(400, 401, 403, 303);
        assertThat(form.header("Location")).doesNotContain("/roles");
        assertThat(call.status()).isIn(400, 401, 403);
        assertThat(file.status()).isIn(400, 401, 403, 303);
        assertThat(house.ada().get("/roles").body()).doesNotContain("Forged");
        assertThat(house.ada().get("/users/imports").json().path("items").size())
                .isZero();
    }

    @Test
    void accessTokensNeedNoFormToken() throws IOException {
        var number = 0;
        for (var spelling : List.of("Bearer ", "bearer ", "BEARER   ")) {
            var name = "Spelling " + "abc".charAt(number++);
            var call = send(
                    "/api/v1/roles",
                    "application/json",
                    "{\"name\":\"" + name + "\",\"permissions\":[]}",
                    cookie,
                    "Authorization: " + spelling + token);

            assertThat(call.status()).as(call.body()).isEqualTo(201);
        }
    }

    /** The operator has no user session, but the browser sends the operator's cookie as well. */
    @Test
    void theOperatorsCookieNeedsAFormToken() throws IOException {
        var link = operators.link().toString();
        var browser = new Visitor(port);
        var path = "/operator/link/" + link.substring(link.lastIndexOf('/') + 1);
        browser.get(path);
        var entered = browser.post(path);
        var secret = entered.cookie("lethe_operator");
        assertThat(secret).isNotEmpty();

        var forged = send(
                "/api/v1/operator/newsletters",
                "application/json",
                "{}",
                "Cookie: " + secret.substring(0, secret.indexOf(';')),
                "Accept: */*");

        assertThat(forged.status()).isEqualTo(403);
        assertThat(forged.body()).contains("forged-form");
    }

    /** A sign-in by API has no session yet, and no form. */
    @Test
    void aCallWithoutASessionNeedsNone() throws IOException {
        var answer = send(
                "/api/v1/sign-in",
                "application/json",
                "{\"email\":\"x@y.example\",\"password\":\"x\"}",
                "Cookie: lethe_form=x",
                "Accept: */*");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("sign-in-failed");
    }

    private Wire.Answer send(String path, String type, String body, String... headers) throws IOException {
        var lines = new ArrayList<>(List.of(
                "POST " + path + " HTTP/1.1",
                "Host: localhost",
                "Content-Type: " + type,
                "Content-Length: " + body.length()));
        lines.addAll(List.of(headers));
        try (var wire = new Wire(port)) {
            return wire.head(lines.toArray(String[]::new)).send(body).answer();
        }
    }
}
