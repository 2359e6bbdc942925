package lethe.messaging.issues;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lethe.Api;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Visitor;
import lethe.platform.jobs.Unscheduled;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Pages of issues read their newsletter once. */
@LetheTest
@Import(Unscheduled.class)
class NewslettersReadOnceTest {
    private static final Map<String, Object> DRAFT =
            Map.of("subject", "Spring", "markdown", "What is new", "language", "en");

    @Autowired
    private Stage stage;

    @Autowired
    private OperatorSessions operators;

    @Autowired
    private Unscheduled.Statements statements;

    @LocalServerPort
    private int port;

    private House house;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/new", "/1", "/1/edit", "/1/sending"})
    void anIssueOfAnOrganisationComesWithItsNewsletter(String page) {
        var issues = draft(house.ada(), "/newsletters");

        assertThat(newsletterReads(() -> house.ada().page(issues + page).status()))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/new", "/1", "/1/edit", "/1/sending"})
    void anIssueOfTheOperatorsComesWithItsNewsletter(String page) {
        var issues = draft(operator(), "/operator/newsletters");
        var visitor = operatorAtTheBrowser();

        assertThat(newsletterReads(() -> visitor.get(issues + page).status())).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/new", "/1/edit"})
    void aPreviewComesWithItsNewsletter(String page) {
        var issues = draft(operator(), "/operator/newsletters");
        var visitor = operatorAtTheBrowser();
        visitor.get(issues + page);

        assertThat(newsletterReads(() -> visitor.post(
                                issues + page,
                                "subject",
                                "Spring",
                                "markdown",
                                "Early",
                                "language",
                                "en",
                                "preview",
                                "")
                        .status()))
                .isEqualTo(1);
    }

    @Test
    void aTestMailNeedsItsNewsletterOnce() {
        var issues = draft(operator(), "/operator/newsletters");

        assertThat(newsletterReads(() -> operator()
                        .post(issues + "/1/test", Map.of("email", "no one"))
                        .status()))
                .isEqualTo(1);
    }

    private long newsletterReads(Supplier<Integer> call) {
        return waits(call).stream()
                .filter(sql -> sql.contains("from every_newsletter") || sql.contains("from operator_newsletter"))
                .filter(sql -> sql.contains("where id = :id") || sql.contains("where id = ?"))
                .count();
    }

    private List<String> waits(Supplier<Integer> call) {
        statements.waits();
        assertThat(call.get()).isIn(200, 202, 400, 409);
        return statements.waits();
    }

    private String draft(Api api, String newsletters) {
        var words = Map.of("name", "News of " + house.id(), "about", "What is new.", "frequency", "Rarely.");
        var issues = newsletters + "/" + api.post(newsletters, words).text("id") + "/issues";
        var drafted = api.post(issues, DRAFT);
        assertThat(drafted.status()).as(drafted.body()).isEqualTo(201);
        return issues;
    }

    private Api operator() {
        return stage.anybody().as(operators.token());
    }

    private Visitor operatorAtTheBrowser() {
        var visitor = new Visitor(port);
        var link = "/operator/link/" + operators.link();
        visitor.get(link);
        visitor.post(link);
        visitor.get("/operator");
        return visitor;
    }
}
