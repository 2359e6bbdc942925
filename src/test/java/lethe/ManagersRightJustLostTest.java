package lethe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Like {@link RightJustLostTest}, for managers of the organisation and its users. */
@LetheTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagersRightJustLostTest {
    private static final Map<String, Object> NOTICE =
            Map.of("texts", Map.of("en", Map.of("markdown", "# What is stored\n\nName and e-mail.\n")));
    private static final String FILE = "firstName;lastName;email\nEdo;Eins;%s\n";

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @SuppressWarnings("NullAway.Init") // made once, before all
    private House house;

    @SuppressWarnings("NullAway.Init") // likewise
    private Person bea;

    private String draft = "";
    private String upload = "";
    private String review = "";
    private String invitations = "";

    @BeforeAll
    void makeWhoWrites() {
        house = stage.house();
        house.ada()
                .post(
                        "/roles",
                        Map.of("name", "Steward", "permissions", List.of("MANAGE_ORGANISATION", "MANAGE_USERS")));
        bea = house.person(stage.anybody(), "Bea", "INTERNAL", "Steward");
    }

    @BeforeEach
    void makeWhatIsWrittenTo() {
        draft = "/notices/" + house.ada().post("/notices", NOTICE).json().path("version");
        upload = "/users/imports/" + upload(house.ada()).text("id");
        review = "/users/reviews/" + plan(house.ada()).text("id");
        var nina =
                house.create("Nina", Stage.email("nina"), "INTERNAL", "Viewer").text("id");
        invitations = "/users/reviews/"
                + house.ada()
                        .post(
                                "/users/reviews",
                                Map.of("finding", "NEVER_SIGNED_IN", "act", "INVITATION", "people", List.of(nina)))
                        .text("id");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> house.ada().get(upload).text("status").equals("CHECKED"));
    }

    @AfterEach
    void giveBack() throws Exception {
        lose("Steward", FirstTransaction::commit);
    }

    enum Write {
        ORGANISATION_CHANGED,
        STORAGE_LIMITS_CHANGED,
        NOTICE_WRITTEN,
        NOTICE_CHANGED,
        NOTICE_PUBLISHED,
        FILE_UPLOADED,
        IMPORT_STARTED,
        IMPORT_CANCELLED,
        REVIEW_PLANNED,
        REVIEW_STARTED,
        REVIEW_CANCELLED,
        REVIEW_LINKS_TAKEN
    }

    @ParameterizedTest
    @EnumSource
    void refusesWritesAfterThePermissionIsLost(Write write) throws Exception {
        var before = whatIsThere();

        lose("Viewer", first -> {
            var answer = first.before(() -> make(write));
            first.commit();

            assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(403);
            assertThat(answer.get().problem()).isEqualTo("permission");
        });

        assertThat(whatIsThere()).isEqualTo(before);
    }

    private Answer make(Write write) {
        var api = bea.api();
        return switch (write) {
            case ORGANISATION_CHANGED -> api.put("/organisation", Map.of("name", "Beta"));
            case STORAGE_LIMITS_CHANGED ->
                api.put("/organisation/retention", Map.of("limits", List.of(Map.of("kind", "SESSION", "amount", 6))));
            case NOTICE_WRITTEN -> api.post("/notices", NOTICE);
            case NOTICE_CHANGED ->
                api.put(draft, Map.of("texts", Map.of("en", Map.of("markdown", "# What is stored\n\nMore.\n"))));
            case NOTICE_PUBLISHED -> api.post(draft + "/publication", Map.of());
            case FILE_UPLOADED -> upload(api);
            case IMPORT_STARTED ->
                api.post(
                        upload + "/start",
                        Map.of(
                                "type", "INTERNAL",
                                "roleId", house.role("Viewer"),
                                "consent", Map.of("given", true, "noticeVersion", 1)));
            case IMPORT_CANCELLED -> api.delete(upload);
            case REVIEW_PLANNED -> plan(api);
            case REVIEW_STARTED -> api.post(review + "/start", Map.of());
            case REVIEW_CANCELLED -> api.delete(review);
            case REVIEW_LINKS_TAKEN -> api.post(invitations + "/links", Map.of());
        };
    }

    private static Answer upload(Api api) {
        return api.upload("/users/imports", FILE.formatted(Stage.email("edo")).getBytes(UTF_8));
    }

    private Answer plan(Api api) {
        return api.post(
                "/users/reviews",
                Map.of("finding", "ACCESS_ENDED", "act", "TERMINATION", "people", List.of(house.adaId())));
    }

    private List<String> whatIsThere() {
        var all = Stream.of(
                "/organisation", "/notices", draft, "/users/imports", upload, "/users/reviews", review, invitations);
        var limits = house.ada().get("/organisation/retention").json().path("version");
        return Stream.concat(all.map(path -> house.ada().get(path).body()), Stream.of(limits.toString()))
                .toList();
    }

    private interface While {
        void run(FirstTransaction first) throws Exception;
    }

    /** Reassigns Bea's role, in a transaction that is still open. */
    private void lose(String role, While then) throws Exception {
        try (var first = FirstTransaction.in(context, house)) {
            first.does(
                    "update app_user set role_id = ? where id = ?",
                    RoleId.parse(house.role(role)).orElseThrow().value(),
                    UserId.parse(bea.id()).orElseThrow().value());
            then.run(first);
        }
    }
}
