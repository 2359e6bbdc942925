package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lethe.Stage.House;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What creates something and is sent twice creates it once: by a form's hidden key, and by a call's header. */
@LetheTest
class RepeatKeysTest {
    /** Why a second one does no harm where there is no key. */
    private static final Map<String, String> WITHOUT = Map.of(
            "BillingApi", "PUT is idempotent by itself",
            "SignInApi", "the link before it dies",
            "OperatorApi", "two organisations cannot have the same slug");

    /** Which still create twice, each until it takes the key. */
    private static final Set<String> NOT_YET = Set.of("SessionApi", "OperatorIssueApi", "ReviewApi");

    private static final Pattern KEY = Pattern.compile("name=\"repeatKey\" value=\"([0-9a-z]{20})\"");

    @Autowired
    private Stage stage;

    @Autowired
    private RequestMappingHandlerMapping routes;

    @Test
    void everyCallThatCreatesTakesTheKey() {
        var without = new TreeMap<String, String>();
        creating()
                .filter(call -> !takesKey(call))
                .forEach(call -> without.put(
                        call.getBeanType().getSimpleName(), call.getMethod().getName()));

        assertThat(creating().filter(RepeatKeysTest::takesKey)).hasSizeGreaterThan(5);
        assertThat(without.keySet())
                .allMatch(name -> WITHOUT.containsKey(name) || NOT_YET.contains(name))
                .containsAll(NOT_YET);
    }

    @Test
    void everyFormThatCreatesSendsAKeyOfItsOwn() {
        var ada = stage.house().ada();
        var forms =
                List.of("/partners/new", "/roles/new", "/newsletters/new", "/users/new", "/organisation/notices/new");

        for (var form : forms) {
            assertThat(key(ada, form)).as(form).isNotEqualTo(key(ada, form));
        }
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
        assertThat(names(house, "/partners")).containsExactly("Acme");
        assertThat(names(house, "/roles").filter("Helpers"::equals)).hasSize(1);
    }

    @Test
    void twoFormsThatSayTheSameCreateTwo() {
        var house = stage.house();

        for (var time = 0; time < 2; time++) {
            house.ada().form("/partners/new", Map.of("name", "Acme", "repeatKey", key(house.ada(), "/partners/new")));
        }

        assertThat(names(house, "/partners")).containsExactly("Acme", "Acme");
    }

    private static String key(Api ada, String form) {
        var found = KEY.matcher(ada.page(form).body());
        assertThat(found.find()).as(form).isTrue();
        return found.group(1);
    }

    private static Stream<String> names(House house, String list) {
        return house.ada().get(list).json().path("items").valueStream().map(one -> one.path("name")
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
