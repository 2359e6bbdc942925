package lethe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lethe.Stage.House;
import lethe.platform.database.AsOwner;
import lethe.platform.jobs.Agenda;
import lethe.platform.jobs.Unasked;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What this node records, it works on at once: not because it looks regularly, which it does not do here at all. */
@Import(Unasked.class)
class WokenWorkTest extends PostOffice {
    @Autowired
    private Stage stage;

    @Autowired
    private OperatorSessions operators;

    @Autowired
    private Agenda agenda;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @Autowired
    private ApplicationContext context;

    private House house;
    private Api operator;

    @BeforeEach
    void anOrganisationAndTheOperator() {
        house = stage.house();
        operator = stage.anybody().as(operators.token());
    }

    @AfterEach
    void nothingIsLeftOfTheOperators() {
        operator.get("/operator/newsletters")
                .json()
                .path("items")
                .forEach(one -> operator.delete(
                        "/operator/newsletters/" + one.path("id").asString()));
    }

    @Test
    void sendsAMail() throws InterruptedException {
        var email = Stage.email("klara");
        house.create("Klara", email, "EXTERNAL", "Viewer");

        assertThat(mailTo(email).link()).isNotEmpty();
        awaitNoDue("MAIL");
    }

    @Test
    void placesAnEntryOfTheLog() {
        var entries = entries();
        house.ada().post("/partners", Map.of("name", "Partner"));

        await().untilAsserted(() -> assertThat(entries()).isGreaterThan(entries));
        awaitNoDue("SEQUENCING");
    }

    @Test
    void sendsANewsletter() throws InterruptedException {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var news = house.ada()
                .post("/newsletters", Map.of("name", "News", "about", "What is new.", "frequency", "Monthly."))
                .text("id");
        vera.api().put("/me/newsletters/" + news, Map.of("subscribed", true));
        house.ada().post("/newsletters/" + news + "/issues", Map.of("subject", "Woken up", "markdown", "x"));

        house.ada().post("/newsletters/" + news + "/issues/1/sending", Map.of());

        assertThat(mailTo(vera.email(), "Woken up").text()).isNotEmpty();
        awaitNoDue("ISSUE");
    }

    @Test
    void endsChoicesInEveryOrganisation() {
        var news = operator.post(
                        "/operator/newsletters",
                        Map.of("name", "Product", "about", "What is new.", "frequency", "Monthly."))
                .text("id");
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();
        vera.put("/me/newsletters/" + news, Map.of("subscribed", true));

        operator.put("/operator/newsletters/" + news, Map.of("about", "Something else."));

        await().untilAsserted(() -> assertThat(vera.get("/me/consents").body()).contains("\"way\":\"CHANGED\""));
        awaitNoDue("NEWSLETTER");
    }

    /** As after a deploy: the node that stopped has released the import. */
    @Test
    void takesUpAnImportThatWasReleased() {
        var file = ("firstName;lastName;email\nUma;Uhl;" + Stage.email("uma") + "\n").getBytes(StandardCharsets.UTF_8);
        var path =
                "/users/imports/" + house.ada().upload("/users/imports", file).text("id");
        await().until(() -> house.ada().get(path).text("status").equals("CHECKED"));

        due("IMPORT");

        await().until(() -> house.ada().get(path).text("status").equals("CANCELLED"));
    }

    /** Each in five seconds, because its writer does it itself unless it is interrupted. */
    @Test
    void finishesWhatItsWriterDidNot() {
        for (var kind : List.of("EMAIL", "PARTNER_FORGETTING")) {
            within(() -> {
                insert(kind);
                agenda.expectUnlessDone(kind, clock.instant());
            });
        }

        awaitNoDue("EMAIL");
        awaitNoDue("PARTNER_FORGETTING");
    }

    private int entries() {
        return number("select count(*) from audit_leaf where organisation_id = current_organisation()");
    }

    private void awaitNoDue(String kind) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> number("select count(*) from work where kind = '" + kind
                                + "' and due <= now() and organisation_id = current_organisation()")
                        == 0);
    }

    private void due(String kind) {
        within(() -> {
            AsOwner.within(context, organisation(), "update work set due = now() where kind = '" + kind + "'");
            agenda.expect(kind, clock.instant());
        });
    }

    private void insert(String kind) {
        AsOwner.within(
                context,
                organisation(),
                "insert into work (organisation_id, kind, subject, due) values ('%s', '%s', '%s', now())"
                        .formatted(organisation().value(), kind, UUID.randomUUID()));
    }

    private int number(String sql) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(
                        status -> jdbc.sql(sql).query(Integer.class).single()));
    }

    private void within(Runnable work) {
        TenantContext.run(organisation(), () -> transaction.executeWithoutResult(status -> work.run()));
    }

    private OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }
}
