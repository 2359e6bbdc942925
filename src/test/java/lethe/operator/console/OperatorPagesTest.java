package lethe.operator.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Visitor;
import lethe.organisations.Organisations;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@LetheTest
class OperatorPagesTest {
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
    private String link;

    @BeforeEach
    void aLinkFromTheCommandLine() {
        stage.house();
        operator = new Visitor(port);
        link = "/operator/link/" + operators.link();
    }

    @AfterEach
    void removeSupportContacts() {
        organisations.operatorSupport(Actor.operator(), List.of());
    }

    private void open() {
        operator.get(link);
        operator.post(link);
    }

    @Test
    void openingTheLinkDoesNothingBeforeTheButtonIsPressed() {
        operator.head(link);
        var page = operator.get(link);

        var opened = operator.post(link);

        assertThat(page.cookie("lethe_operator")).isEmpty();
        assertThat(opened.leadsTo()).isEqualTo("/operator");
        assertThat(opened.cookie("lethe_operator"))
                .contains("HttpOnly", "SameSite=Strict", "Path=/operator", "Max-Age=3600");
    }

    @Test
    void warnsOfAnAlteredLog() {
        var organisation =
                OrganisationId.parse(stage.house().id()).orElseThrow().value();
        AsOwner.of(context)
                .update(
                        "insert into work (organisation_id, kind, subject, due) values (?, 'LOG_BROKEN', ?, now())",
                        organisation,
                        organisation);
        open();

        var page = operator.get("/operator");
        AsOwner.of(context).update("delete from work where organisation_id = ? and kind = 'LOG_BROKEN'", organisation);

        assertThat(page.body())
                .contains(
                        "The database was changed from outside Lethe",
                        "so signing has stopped: ",
                        "lethe audit verify");
    }

    @Test
    void aLinkWorksOnce() {
        open();
        var other = new Visitor(port);
        other.get(link);

        var again = other.post(link);

        assertThat(again.status()).isEqualTo(410);
        assertThat(again.body()).contains("This link is no longer valid", "lethe operator link");
        assertThat(again.cookie("lethe_operator")).isEmpty();
    }

    @Test
    void isOnlyForTheOperator() {
        var house = stage.house();
        var ada = house.person(stage.anybody(), "Olga", "INTERNAL", "Administrator");
        operator.signIn(house.slug(), ada.email(), Stage.PASSWORD);

        var closed = operator.get("/operator");

        assertThat(closed.status()).isEqualTo(401);
        assertThat(closed.body())
                .contains("Operators only", "lethe operator link")
                .doesNotContain("house-");
        operator.get(link);
        assertThat(operator.post("/operator", "support[0].kind", "EMAIL", "support[0].value", "x@y.example")
                        .status())
                .isEqualTo(401);
        assertThat(organisations.operatorSupport()).isEmpty();
    }

    @Test
    void showsCountsAndNoPersonalData() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        house.create("Edowina", Stage.email("edowina"), "EXTERNAL", "Viewer");
        house.ada().post("/users/" + vera.id() + "/termination", Map.of());
        open();

        var page = operator.get("/operator").body();

        assertThat(page.replaceAll("\\s+", " "))
                .contains(
                        "<code>" + house.slug() + "</code></td><td class=\"number\">2</td><td class=\"number\">1</td>")
                .contains("No key backup")
                .doesNotContain("Vera", "Edowina", Stage.CANARY);
    }

    @Test
    void supportContactsAppearInAllOrganisations() {
        var house = stage.house();
        open();
        operator.get("/operator");

        var wrong = operator.post("/operator", "support[1].kind", "PHONE", "support[1].value", "call me");
        var saved = operator.post("/operator", "support[1].kind", "PHONE", "support[1].value", "+49 40 555");

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("id=\"support[1].value-error\"");
        assertThat(saved.leadsTo()).isEqualTo("/operator?done=saved");
        assertThat(new Visitor(port).get("/o/" + house.slug() + "/sign-in").body())
                .contains("tel:+4940555");
    }

    /** In one browser, as on a machine that both use. */
    @Test
    void worksBesideAUsersSession() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "ADMIN", "Administrator");
        operator.signIn(house.slug(), vera.email(), Stage.PASSWORD);

        open();
        operator.get("/operator");
        var saved = operator.post("/operator", "support[0].kind", "PHONE", "support[0].value", "+49 40 555");
        var left = operator.post("/operator/sign-out");

        assertThat(saved.leadsTo()).isEqualTo("/operator?done=saved");
        assertThat(left.cookie("lethe_operator")).contains("Max-Age=0");
        assertThat(operator.get("/operator").status()).isEqualTo(401);
        assertThat(operator.get("/o/" + house.slug() + "/users").status()).isEqualTo(200);
    }

    @Test
    void signsOut() {
        open();
        operator.get("/operator");

        var out = operator.post("/operator/sign-out");

        assertThat(out.cookie("lethe_operator")).contains("Max-Age=0", "Path=/operator");
        assertThat(operator.get("/operator").status()).isEqualTo(401);
    }
}
