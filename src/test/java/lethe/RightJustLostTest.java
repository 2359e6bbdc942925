package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import lethe.Api.Answer;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A user loses a permission while their request is under way: the transaction that came first decides. */
@LetheTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightJustLostTest {
    private static final List<String> RIGHTS = List.of("EDIT_PARTNERS", "EDIT_BILLING_DETAILS", "SEND_NEWSLETTERS");
    private static final Map<String, Object> BILL = Map.of(
            "legalName",
            "Acme Ltd",
            "address",
            Map.of("street", "1 High Street", "city", "Dublin", "country", "IE"),
            "currency",
            "EUR",
            "invoiceEmail",
            Stage.email("invoice"));

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @SuppressWarnings("NullAway.Init") // made once, before all
    private House house;

    @SuppressWarnings("NullAway.Init") // likewise
    private Person bea;

    private String editor = "";
    private String partner = "";
    private String newsletter = "";
    private String issue = "";

    @BeforeAll
    void makeWhoWrites() {
        house = stage.house();
        editor = house.ada()
                .post("/roles", Map.of("name", "Editor", "permissions", RIGHTS))
                .text("id");
        bea = house.person(stage.anybody(), "Bea", "INTERNAL", "Editor");
    }

    @BeforeEach
    void makeWhatIsWrittenTo() {
        partner = "/partners/"
                + house.ada().post("/partners", Map.of("name", "Acme")).text("id");
        newsletter = "/newsletters/"
                + house.ada().post("/newsletters", news(name("News"))).text("id");
        issue = newsletter + "/issues/1";
        house.ada().post(newsletter + "/issues", Map.of("subject", "One", "markdown", "One.", "language", "en"));
    }

    @AfterEach
    void giveBack() throws Exception {
        house.ada().put("/roles/" + editor, Map.of("permissions", RIGHTS));
        try (var last = FirstTransaction.in(context, house)) {
            last.does("update app_user set role_id = ?, status = 'ACTIVE' where id = ?", id(editor), person())
                    .commit();
        }
    }

    enum Loss {
        ANOTHER_ROLE(403, "update app_user set role_id = ? where id = ?"),
        LESS_IN_THE_ROLE(
                403,
                "update role set permissions = (select permissions from role where id = ?)"
                        + " where id = (select role_id from app_user where id = ?)"),
        SUSPENDED(401, "update app_user set role_id = coalesce(?, role_id), status = 'SUSPENDED' where id = ?");

        private final int status;
        private final String sql;

        Loss(int status, String sql) {
            this.status = status;
            this.sql = sql;
        }
    }

    enum Write {
        PARTNER_CREATED,
        PARTNER_CHANGED,
        PARTNER_DEACTIVATED,
        PARTNER_REACTIVATED,
        PARTNER_DELETED,
        PARTNERS_FROM_A_FILE,
        BILLING,
        NEWSLETTER_CREATED,
        NEWSLETTER_CHANGED,
        NEWSLETTER_DELETED,
        ISSUE_WRITTEN,
        ISSUE_CHANGED,
        ISSUE_TESTED,
        ISSUE_SENT,
        ISSUE_PAUSED
    }

    /** Each write after one kind of loss, and one write per module after every kind. */
    static Stream<Arguments> all() {
        var some = Set.of(Write.PARTNER_CHANGED, Write.NEWSLETTER_CHANGED);
        return Stream.of(Write.values()).flatMap(write -> Stream.of(Loss.values())
                .filter(loss -> loss == Loss.ANOTHER_ROLE || some.contains(write))
                .map(loss -> Arguments.of(write, loss)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesWritesAfterThePermissionIsLost(Write write, Loss loss) throws Exception {
        prepare(write);
        var before = whatIsThere();

        try (var first = FirstTransaction.in(context, house)) {
            first.does(loss.sql, id(house.role("Viewer")), person());
            var answer = first.before(() -> make(write));
            first.commit();

            assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(loss.status);
        }

        assertThat(whatIsThere()).isEqualTo(before);
    }

    /** The permission cannot be withdrawn between check and commit. */
    @ParameterizedTest
    @EnumSource(
            value = Write.class,
            names = {"PARTNER_CHANGED", "PARTNER_DELETED", "BILLING", "NEWSLETTER_CHANGED", "NEWSLETTER_DELETED"})
    void completesEarlierWritesBeforeTheLoss(Write write) throws Exception {
        var role = Map.of("roleId", house.role("Viewer"));

        try (var first = FirstTransaction.in(context, house)) {
            first.locks("select from partner for update").locks("select from newsletter for update");
            var written = first.before(() -> make(write));
            var lost = first.before(() -> house.ada().patch("/users/" + bea.id(), role));

            assertThat(lost.isDone()).isFalse();
            first.commit();

            assertThat(written.get().status()).as(written.get().body()).isBetween(200, 204);
            assertThat(lost.get().status()).isEqualTo(200);
        }

        assertThat(make(Write.PARTNER_CREATED).status()).isEqualTo(403);
    }

    private void prepare(Write write) {
        if (write == Write.PARTNER_REACTIVATED) {
            house.ada().post(partner + "/deactivation", Map.of("reason", "No orders."));
        } else if (write == Write.PARTNERS_FROM_A_FILE) {
            bea.api().upload("/partners/files/check", "name\nBeta\n");
        } else if (write == Write.ISSUE_SENT) {
            house.ada().put("/me" + newsletter, Map.of("subscribed", true));
        }
    }

    private Answer make(Write write) {
        var api = bea.api();
        return switch (write) {
            case PARTNER_CREATED -> api.post("/partners", Map.of("name", "Beta"));
            case PARTNER_CHANGED -> api.patch(partner, Map.of("name", "Beta"));
            case PARTNER_DEACTIVATED -> api.post(partner + "/deactivation", Map.of("reason", "No orders."));
            case PARTNER_REACTIVATED -> api.delete(partner + "/deactivation");
            case PARTNER_DELETED -> api.delete(partner);
            case PARTNERS_FROM_A_FILE -> api.form("/partners/files/creation", Map.of());
            case BILLING -> api.put(partner + "/billing-details", BILL);
            case NEWSLETTER_CREATED -> api.post("/newsletters", news(name("More")));
            case NEWSLETTER_CHANGED -> api.put(newsletter, news(name("Old")));
            case NEWSLETTER_DELETED -> api.delete(newsletter);
            case ISSUE_WRITTEN -> api.post(newsletter + "/issues", Map.of("subject", "Two", "markdown", "Two."));
            case ISSUE_CHANGED -> api.put(issue, Map.of("subject", "Three", "markdown", "Three."));
            case ISSUE_TESTED -> api.post(issue + "/test", Map.of());
            case ISSUE_SENT -> api.post(issue + "/sending", Map.of());
            case ISSUE_PAUSED -> api.post(issue + "/pause", Map.of());
        };
    }

    private List<String> whatIsThere() {
        return Stream.of("/partners", partner + "/billing-details", newsletter, newsletter + "/issues", "/newsletters")
                .map(path -> house.ada().get(path).body())
                .toList();
    }

    private UUID person() {
        return UserId.parse(bea.id()).orElseThrow().value();
    }

    private static UUID id(String role) {
        return RoleId.parse(role).orElseThrow().value();
    }

    private static String name(String what) {
        return Stage.email(what).replaceFirst("@.*", "");
    }

    private static Map<String, Object> news(String name) {
        return Map.of("name", name, "about", "What is new.", "frequency", "Now and then.");
    }
}
