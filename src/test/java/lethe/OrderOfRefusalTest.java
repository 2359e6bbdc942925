package lethe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import lethe.Stage.House;
import lethe.platform.kernel.TypeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A call with several faults is refused for the first one, in the contract's order. */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
class OrderOfRefusalTest {
    private static final String TOO_LONG = "{\"firstName\":\"" + "x".repeat(256 * 1024) + "\"}";

    @Autowired
    private Stage stage;

    private House house;
    private String klara;
    private String elsewhere;
    private Map<String, Api> callers;

    @BeforeAll
    void gather() {
        house = stage.house();
        klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        elsewhere = stage.house()
                .create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer")
                .text("id");
        var email = Stage.email("nils");
        var password = house.create("Nils", email, "INTERNAL", "Viewer").text("temporaryPassword");
        var form = Map.of("organisation", house.slug(), "email", email, "password", password);
        callers = Map.of(
                "nobody", stage.anybody(),
                "nils",
                        stage.anybody()
                                .as(stage.anybody().post("/sign-in", form).text("token")),
                "vera",
                        house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer")
                                .api(),
                "ada", house.ada());
    }

    /** Each call has the named fault and all later ones. */
    static Stream<Arguments> faultsInOrder() {
        return Stream.of(
                arguments("nobody", "PUT", "elsewhere", "text/plain", TOO_LONG, 401, "sign-in-required"),
                arguments("nils", "PUT", "elsewhere", "text/plain", TOO_LONG, 403, "new-password-required"),
                arguments("vera", "PUT", "elsewhere", "text/plain", TOO_LONG, 405, "method"),
                arguments("vera", "PATCH", "elsewhere", "text/plain", TOO_LONG, 415, "media-type"),
                arguments("vera", "PATCH", "elsewhere", "application/json", TOO_LONG, 413, "too-large"),
                arguments("vera", "PATCH", "elsewhere", "application/json", "{\"email\":", 403, "permission"),
                arguments("ada", "PATCH", "elsewhere", "application/json", "{\"email\":", 400, "malformed"),
                arguments("ada", "PATCH", "elsewhere", "application/json", "{\"email\":\"x\"}", 404, "not-found"),
                arguments(
                        "ada",
                        "PATCH",
                        "klara",
                        "application/json",
                        "{\"email\":\"x\",\"type\":\"EXTERNAL\",\"roleId\":\"" + TypeId.text("role", UUID.randomUUID())
                                + "\"}",
                        403,
                        "personal-data-of-another"),
                arguments(
                        "ada",
                        "PATCH",
                        "klara",
                        "application/json",
                        "{\"roleId\":\"" + TypeId.text("role", UUID.randomUUID()) + "\"}",
                        422,
                        "validation"));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}: {6}")
    @MethodSource("faultsInOrder")
    void refusesInTheOrderOfTheContract(
            String caller, String method, String id, String type, String body, int status, String problem) {
        var path = "/users/" + (id.equals("klara") ? klara : elsewhere);

        var refused = callers.get(caller).send(method, path, body, type);

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.problem()).isEqualTo(problem);
        assertThat(refused.http().headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void refusesForbiddenBeforeInvalidBeforeTaken() {
        var mara = house.person(stage.anybody(), "Mara", "INTERNAL", "Administrator")
                .api();
        var email = Stage.email("taken");
        var form = new HashMap<>(house.form("Klara", email, "INTERNAL", "Viewer"));
        house.ada().post("/users", form);
        form.put("firstName", "");

        assertThat(house.ada().post("/users", form).problem()).isEqualTo("validation");
        form.put("type", "ADMIN");
        assertThat(mara.post("/users", form).problem()).isEqualTo("admins-only");
    }
}
