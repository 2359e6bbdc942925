package lethe;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import lethe.Api.Answer;
import lethe.identity.users.NewUser;
import lethe.operator.console.OrganisationSetup;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.UserType;
import lethe.privacy.consent.AttestationForm;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Creates organisations and users for tests, through the public API. */
@Component
@Lazy
public class Stage {
    /** Every test e-mail contains this, so that leaks into logs or files are found. */
    public static final String CANARY = "kanari";

    public static final String PASSWORD = "violet-harbour-mango-73";
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private final OrganisationSetup founding;
    private final int port;

    @Autowired
    Stage(OrganisationSetup founding, @LocalServerPort int port) {
        this.founding = founding;
        this.port = port;
    }

    /** An organisation with Ada, its administrator, who uses a token. */
    public House house() {
        var number = NUMBER.incrementAndGet();
        var ada = new NewUser(
                "Ada", "Admin", email("ada"), UserType.ADMIN, null, new AttestationForm(true, 1, "en"), null);
        var founded = founding.byOperator(Actor.operator(), "House " + number, "house-" + number, ada, true);
        return new House(
                founded.organisation().id().toString(),
                founded.organisation().slug(),
                founded.admin().toString(),
                founded.link().text(),
                new Api(port).as(founded.token()));
    }

    public Api anybody() {
        return new Api(port);
    }

    public static String email(String who) {
        return who + NUMBER.incrementAndGet() + "@" + CANARY + ".example";
    }

    /** @param ada calls the API as the administrator */
    public record House(String id, String slug, String adaId, String adaLink, Api ada) {
        public String role(String name) {
            return ada.get("/roles")
                    .json()
                    .path("items")
                    .valueStream()
                    .filter(role -> role.path("name").asString().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .path("id")
                    .asString();
        }

        public Map<String, Object> form(String firstName, String email, String type, String role) {
            return Map.of(
                    "firstName",
                    firstName,
                    "lastName",
                    "Kanari",
                    "email",
                    email,
                    "type",
                    type,
                    "roleId",
                    role(role),
                    "consent",
                    Map.of("given", true, "noticeVersion", 1, "language", "en"));
        }

        public Answer create(String firstName, String email, String type, String role) {
            return ada.post("/users", form(firstName, email, type, role));
        }

        /** A user who has signed in, set a password and consented. */
        public Person person(Api anybody, String firstName, String type, String role) {
            var email = email(firstName.toLowerCase(Locale.ROOT));
            var created = create(firstName, email, type, role);
            var first = anybody.post(
                    "/sign-in",
                    Map.of("organisation", slug, "email", email, "password", created.text("temporaryPassword")));
            var second = anybody.as(first.text("token")).post("/me/password", Map.of("newPassword", PASSWORD));
            var api = anybody.as(second.text("token"));
            api.post("/me/consent", Map.of("noticeVersion", 1, "decision", "CONTINUE"));
            return new Person(created.text("id"), email, api);
        }

        /** Signs in now. */
        public Api signedIn(Api anybody, Person who) {
            var signedIn =
                    anybody.post("/sign-in", Map.of("organisation", slug, "email", who.email(), "password", PASSWORD));
            return anybody.as(signedIn.text("token"));
        }
    }

    public record Person(String id, String email, Api api) {}
}
