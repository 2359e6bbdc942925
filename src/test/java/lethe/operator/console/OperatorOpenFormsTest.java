package lethe.operator.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Visitor;
import lethe.organisations.Organisations;
import lethe.platform.database.AsOwner;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The operator's session ends while they type: the text is kept, and a new link leads back to the form. */
@LetheTest
class OperatorOpenFormsTest {
    private static final String TYPED = "What is new & “weiß” = 100 %";

    @Autowired
    private Stage stage;

    @Autowired
    private OperatorSessions operators;

    @Autowired
    private Organisations organisations;

    @Autowired
    private ApplicationContext context;

    @LocalServerPort
    private int port;

    private Visitor operator;
    private String newsletter;

    @BeforeEach
    void theOperatorIsSignedIn() {
        var house = stage.house();
        var words = Map.of("name", "Product " + house.id(), "about", "What is new.", "frequency", "Rarely.");
        newsletter = stage.anybody()
                .as(operators.token())
                .post("/operator/newsletters", words)
                .text("id");
        operator = new Visitor(port);
        open();
        operator.get("/operator");
    }

    @ParameterizedTest
    @CsvSource({
        "/operator, support[0].value",
        "/operator/newsletters/new, about",
        "/operator/newsletters/{id}/edit, about",
        "/operator/newsletters/{id}/issues/new, markdown"
    })
    void keepsTheFormWhenTheSessionEnds(String address, String field) {
        var form = address.replace("{id}", newsletter);
        theSessionExpires();

        var refused = field.startsWith("support")
                ? operator.post(form, field, TYPED, "support[0].kind", "EMAIL")
                : operator.post(form, field, TYPED);
        var stillRefused = operator.post("/operator/again", "held", held(refused));
        open();
        var again = operator.post("/operator/again", "held", held(stillRefused));

        assertThat(List.of(refused.status(), stillRefused.status())).containsOnly(401);
        for (var page : List.of(refused, stillRefused)) {
            assertThat(page.body())
                    .contains("Your session has ended", "lethe operator link", "What is new &amp; “weiß” = 100 %")
                    .doesNotContain("Operators only", "type=\"password\"", "/sign-in");
        }
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).contains("Your form has not been sent yet", "What is new &amp; “weiß” = 100 %");
        assertThat(again.body()).contains("name=\"" + field + "\"");
        assertThat(organisations.operatorSupport()).isEmpty();
    }

    @Test
    void offersOverlongTextForCopying() {
        theSessionExpires();

        var refused = operator.post(
                "/operator/newsletters/" + newsletter + "/issues/new",
                "subject",
                "Spring",
                "markdown",
                "ä".repeat(20_000));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body())
                .contains("Copy your input first", "Spring", "ä".repeat(20_000))
                .doesNotContain("name=\"held\"");
    }

    @Test
    void refusesOthersBeforeAnythingElse() {
        var other = new Visitor(port);
        other.get("/operator/link/none");

        assertThat(other.post("/operator/again").status()).isEqualTo(401);
        assertThat(operator.post("/operator/again").status()).isEqualTo(400);
        assertThat(operator.post("/operator/again", "held", "!").status()).isEqualTo(400);
    }

    @Test
    void showsFormsOnlyToTheOperator() {
        theSessionExpires();
        var held = held(operator.post("/operator/newsletters/new", "about", TYPED));
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "ADMIN", "Administrator");
        var other = new Visitor(port);
        other.signIn(house.slug(), vera.email(), Stage.PASSWORD);
        other.get("/operator");

        var asked = other.post("/operator/again", "held", held);

        assertThat(asked.status()).isEqualTo(401);
        assertThat(asked.body()).contains("Your session has ended").doesNotContain("name=\"about\"");
    }

    private void open() {
        var link = "/operator/link/" + operators.link();
        operator.get(link);
        operator.post(link);
    }

    private void theSessionExpires() {
        AsOwner.of(context).update("delete from operator_secret where kind = 'SESSION'");
    }

    private static String held(Visitor.Page page) {
        return page.body().replaceFirst("(?s).*name=\"held\" value=\"([^\"]+)\".*", "$1");
    }
}
