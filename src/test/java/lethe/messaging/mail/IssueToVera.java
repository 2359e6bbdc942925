package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import lethe.Api;
import lethe.PostOffice;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** An issue that is sent to Vera by a server with moods. */
abstract class IssueToVera extends PostOffice {
    @Autowired
    Stage stage;

    @Autowired
    ApplicationContext context;

    @MockitoSpyBean
    Smtp smtp;

    @MockitoSpyBean
    private MailStore store;

    House house;
    Person vera;
    String issue;

    @BeforeEach
    void createAnIssueToVera() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var news = house.ada()
                .post("/newsletters", Map.of("name", "News", "about", "What is new.", "frequency", "Now and then."))
                .text("id");
        vera.api().put("/me/newsletters/" + news, Map.of("subscribed", true));
        house.ada().post("/newsletters/" + news + "/issues", Map.of("subject", "Refused", "markdown", "x"));
        issue = "/newsletters/" + news + "/issues/1";
    }

    @AfterEach
    void resetTheServer() {
        Mockito.reset(smtp, store);
    }

    void sendBy(GrumpyServer server) throws IOException {
        var named = new Smtp(server.url(), "post@lethe.example", "per-mail");
        Mockito.doAnswer(call -> named.line()).when(smtp).line();
        assertThat(house.ada().post(issue + "/sending", Map.of()).status()).isEqualTo(202);
    }

    Api.Answer awaitSent() throws InterruptedException {
        for (var wait = 0; wait < 300 && !status("SENT"); wait++) {
            Thread.sleep(100);
        }
        assertThat(status("SENT")).isTrue();
        return house.ada().get(issue);
    }

    boolean status(String status) {
        return house.ada().get(issue).text("status").equals(status);
    }
}
