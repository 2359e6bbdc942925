package lethe;

import static lethe.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import lethe.Api.Answer;
import lethe.signin.sessions.OperatorSessions;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Creations sent twice happen once: by a form's hidden key, and by an API header. */
@LetheTest
class RepeatKeysTest {
    /** Why a duplicate is harmless where there is no key. */
    private static final Map<String, String> WITHOUT = Map.of(
            "BillingApi", "PUT is idempotent",
            "SignInApi", "a new link replaces the previous one",
            "OperatorApi", "two organisations cannot have the same slug");

    private static final Pattern KEY = Pattern.compile("name=\"repeatKey\" value=\"([0-9a-z]{20})\"");

    @Autowired
    private Stage stage;

    @Autowired
    private OperatorSessions operators;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private List<DataSource> sources;

    @Autowired
    private RequestMappingHandlerMapping routes;

    @Test
    void everyCreatingCallTakesAKey() {
        var without = new TreeMap<String, String>();
        creating()
                .filter(call -> !takesKey(call))
                .forEach(call -> without.put(
                        call.getBeanType().getSimpleName(), call.getMethod().getName()));

        assertThat(creating().filter(RepeatKeysTest::takesKey)).hasSizeGreaterThan(5);
        assertThat(without.keySet()).isSubsetOf(WITHOUT.keySet());
    }

    /** {@link FormsSentTwiceTest} covers what is sent. */
    @Test
    void everyCreatingFormSendsItsOwnKey() {
        var ada = stage.house().ada();
        var forms = FormsSentTwiceTest.forms()
                .map(FormsSentTwiceTest.Form::route)
                .filter(route -> !route.contains("{id}") && !route.startsWith("/operator"))
                .filter(route -> !route.endsWith("/review"))
                .toList();

        assertThat(forms).hasSizeGreaterThan(5);
        for (var form : forms) {
            assertThat(key(ada, form)).as(form).isNotEqualTo(key(ada, form));
        }
    }

    @Test
    void aTokenIsCreatedAndShownOnce() {
        var mara = stage.house()
                .person(stage.anybody(), "Mara", "ADMIN", "Administrator")
                .api();
        var keyed = mara.with("Idempotency-Key", "token-1");
        var first = keyed.post("/me/tokens", Map.of("name", "Script"));
        var second = keyed.post("/me/tokens", Map.of("name", "Script"));
        var form = Map.of("name", "Form", "days", "7", "repeatKey", key(mara, "/profile/tokens/new"));
        var shown = mara.form("/profile/tokens/new", form).body();
        var again = mara.form("/profile/tokens/new", form).body();

        assertThat(first.text("token")).startsWith("lethe_pat_");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(second.body()).doesNotContain("lethe_pat_");
        assertThat(second.http().headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(second.http().headers().firstValue("Location"))
                .hasValue("/api/v1/me/tokens/" + first.text("id"))
                .isEqualTo(first.http().headers().firstValue("Location"));
        assertThat(shown).contains("value=\"lethe_pat_");
        assertThat(again).doesNotContain("value=\"lethe_pat_").contains("Form");
        assertThat(names(mara, "/me/tokens")).containsOnlyOnce("Script", "Form");
        mara.delete("/me/tokens/" + first.text("id"));
        assertThat(keyed.post("/me/tokens", Map.of("name", "Script")).status())
                .as("what it led to is gone")
                .isEqualTo(404);
        assertThat(mara.with("Idempotency-Key", "a@b")
                        .post("/me/tokens", Map.of("name", "x"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aReviewIsPlannedOnce() {
        var house = stage.house();
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        var plan = Map.of("finding", "NEVER_SIGNED_IN", "act", "TERMINATION", "people", List.of(klara));
        var keyed = house.ada().with("Idempotency-Key", "review-1");

        var first = keyed.post("/users/reviews", plan);
        var second = keyed.post("/users/reviews", plan);
        var other = house.ada().post("/users/reviews", plan);

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.http().headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(other.text("id")).isNotEqualTo(first.text("id"));
        assertThat(house.ada().get("/users/reviews").json().path("items")).hasSize(2);
        assertThat(key(house.ada(), "/users/review?finding=NEVER_SIGNED_IN")).isNotEmpty();
    }

    @Test
    void concurrentCallsCreateTheOperatorsIssueOnce() throws Exception {
        var operator = stage.anybody().as(operators.token());
        var words = Map.of("name", "Product " + stage.house().id(), "about", "What is new.", "frequency", "Rarely.");
        var issues = "/operator/newsletters/"
                + operator.post("/operator/newsletters", words).text("id") + "/issues";
        var keyed = operator.with("Idempotency-Key", "issue of " + issues.hashCode());
        var refused = keyed.post(issues, Map.of("subject", "x", "markdown", "x"));
        var once = operator.with("Idempotency-Key", "issue" + issues.hashCode());

        var both = atOnce(
                () -> once.post(issues, Map.of("subject", "x", "markdown", "x")),
                () -> once.post(issues, Map.of("subject", "x", "markdown", "x")));

        assertThat(refused.status()).as("a space in the key").isEqualTo(400);
        assertThat(both).extracting(Answer::status).containsExactly(201, 201);
        assertThat(both)
                .extracting(one ->
                        one.http().headers().firstValue("Idempotency-Replayed").isPresent())
                .containsExactlyInAnyOrder(true, false);
        assertThat(both.getFirst().json()).isEqualTo(both.getLast().json());
        assertThat(operator.get(issues).json().path("items")).hasSize(1);
        assertThat(jdbc.sql("select key from operator_idempotency_key")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .allMatch(kept -> kept.matches("[0-9a-f]{64}"));
    }

    @Test
    void aFormSentTwiceCreatesOnce() {
        var house = stage.house();
        var partner = Map.of("name", "Acme", "repeatKey", key(house.ada(), "/partners/new"));
        var role =
                Map.of("name", "Helpers", "permissions", "VIEW_PARTNERS", "repeatKey", key(house.ada(), "/roles/new"));

        for (var form : List.of(Map.entry("/partners/new", partner), Map.entry("/roles/new", role))) {
            var first = house.ada().form(form.getKey(), form.getValue());
            var second = house.ada().form(form.getKey(), form.getValue());

            assertThat(first.status()).isEqualTo(303);
            assertThat(second.status()).isEqualTo(303);
            assertThat(second.http().headers().firstValue("location"))
                    .isEqualTo(first.http().headers().firstValue("location"));
        }
        assertThat(names(house.ada(), "/partners")).containsExactly("Acme");
        assertThat(names(house.ada(), "/roles").filter("Helpers"::equals)).hasSize(1);
    }

    @Test
    void equalFormsWithDifferentKeysCreateTwo() {
        var house = stage.house();

        for (var time = 0; time < 2; time++) {
            house.ada().form("/partners/new", Map.of("name", "Acme", "repeatKey", key(house.ada(), "/partners/new")));
        }

        assertThat(names(house.ada(), "/partners")).containsExactly("Acme", "Acme");
    }

    /** The keys' retention period is fixed, so no period is read. */
    @Test
    void aCreationReadsNoRetentionPeriod() {
        var house = stage.house();
        var statements = new ByThread();
        watched().forEach(source -> source.addListener(statements));

        var created = house.ada().with("Idempotency-Key", "without-a-period").post("/partners", Map.of("name", "Acme"));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(statements.ofWho("insert into idempotency_key"))
                .isNotEmpty()
                .noneMatch(sql -> sql.contains("storage_limits"));
        house.ada().get("/organisation/retention");
        assertThat(statements.ofWho("storage_limits")).as("is noticed if read").isNotEmpty();
    }

    private Stream<ProxyDataSource> watched() {
        return sources.stream().filter(ProxyDataSource.class::isInstance).map(ProxyDataSource.class::cast);
    }

    /** Records statements by the request's thread. */
    private static final class ByThread implements QueryExecutionListener {
        private final Map<Long, List<String>> seen = new ConcurrentHashMap<>();

        List<String> ofWho(String statement) {
            return seen.values().stream()
                    .filter(all -> all.stream().anyMatch(sql -> sql.contains(statement)))
                    .flatMap(List::stream)
                    .toList();
        }

        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            var own = seen.computeIfAbsent(Thread.currentThread().threadId(), id -> new CopyOnWriteArrayList<>());
            queries.forEach(query -> own.add(query.getQuery()));
        }

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}
    }

    private static String key(Api ada, String form) {
        var found = KEY.matcher(ada.page(form).body());
        assertThat(found.find()).as(form).isTrue();
        return found.group(1);
    }

    private static Stream<String> names(Api ada, String list) {
        return ada.get(list).json().path("items").valueStream().map(one -> one.path("name")
                .asString());
    }

    private Stream<HandlerMethod> creating() {
        return routes.getHandlerMethods().values().stream().filter(call -> {
            var status = call.getMethodAnnotation(ResponseStatus.class);
            return status != null && status.value() == HttpStatus.CREATED;
        });
    }

    private static boolean takesKey(HandlerMethod call) {
        return Stream.of(call.getMethodParameters())
                .map(one -> one.getParameterAnnotation(RequestHeader.class))
                .anyMatch(header -> header != null && header.name().equals("Idempotency-Key"));
    }
}
