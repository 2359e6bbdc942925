package lethe;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An organisation with Klara and Vera, called over the API. */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
abstract class OrganisationWithUsers {
    private static final HttpClient PLAIN =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Autowired
    Stage stage;

    @LocalServerPort
    private int port;

    House house;
    String klara;
    Api vera;

    @BeforeAll
    void gather() {
        house = stage.house();
        klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();
    }

    HttpResponse<String> post(BodyPublisher body) throws Exception {
        var token = vera.get("/me")
                .http()
                .request()
                .headers()
                .firstValue("Authorization")
                .orElseThrow();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/me/tokens"))
                .header("Authorization", token)
                .header("Content-Type", "application/json")
                .POST(body);
        return PLAIN.send(request.build(), BodyHandlers.ofString());
    }
}
