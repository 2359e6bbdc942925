package lethe.operator.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import lethe.identity.roles.Roles;
import lethe.identity.users.NewUser;
import lethe.identity.users.SeenUser;
import lethe.identity.users.UserCreation;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserType;
import lethe.platform.management.Command;
import lethe.platform.management.DemoData;
import lethe.platform.requests.PublicAddress;
import lethe.privacy.consent.AttestationForm;
import lethe.privacy.consent.Consents;
import lethe.privacy.notices.Notices;
import org.springframework.stereotype.Component;

/**
 * {@code lethe run --demo}: creates an organisation to try, with users and sample data of each module, through the same
 * services as any other organisation.
 */
@Component
class Demo implements Command {
    private static final String LANGUAGE = "en";
    private final OrganisationSetup setup;
    private final Notices notices;
    private final Consents consents;
    private final Roles roles;
    private final UserCreation userCreation;
    private final List<DemoData> more;
    private final Randomness randomness;
    private final PublicAddress address;

    Demo(
            OrganisationSetup setup,
            Notices notices,
            Consents consents,
            Roles roles,
            UserCreation userCreation,
            List<DemoData> more,
            Randomness randomness,
            PublicAddress address) {
        this.setup = setup;
        this.notices = notices;
        this.consents = consents;
        this.roles = roles;
        this.userCreation = userCreation;
        this.more = more;
        this.randomness = randomness;
        this.address = address;
    }

    private record Guest(String firstName, String lastName, UserType type, String role) {
        String email() {
            return firstName.toLowerCase(Locale.ROOT) + "@acme.example";
        }
    }

    private static final List<Guest> GUESTS = List.of(
            new Guest("Vera", "Vogel", UserType.INTERNAL, "Viewer"),
            new Guest("Max", "Morgenstern", UserType.INTERNAL, "Manager"),
            new Guest("Edo", "Esposito", UserType.EXTERNAL, "Viewer"),
            new Guest("Fiona", "Färber", UserType.EXTERNAL, "Manager"));

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public List<String> run(Map<String, String> options) {
        var password = "demo-" + randomness.letters(12);
        var ada = new FirstSteps(
                "Acme Partners", "privacy@acme.example", "Ada", "Adler", "ada@acme.example", password, password);
        var opened = setup.byFirstAdmin(ada);
        var actor = Actor.user(opened.token().organisation(), opened.user(), UserType.ADMIN, List.of());
        var lines = new ArrayList<String>();
        lines.add("Try " + address.link("/sign-in") + " as ada@acme.example with " + password + " (administrator)");
        TenantContext.run(actor.organisation(), () -> {
            consents.consent(actor, notices.inForce().version(), LANGUAGE);
            more.forEach(capability -> capability.add(actor));
            GUESTS.forEach(guest -> lines.add(invited(actor, guest)));
        });
        return lines;
    }

    private String invited(Actor ada, Guest guest) {
        var form = new NewUser(
                guest.firstName(),
                guest.lastName(),
                guest.email(),
                guest.type(),
                role(ada, guest.role()),
                new AttestationForm(true, notices.inForce().version(), LANGUAGE),
                null);
        var created = (SeenUser) userCreation.create(ada, form, LANGUAGE, null).user();
        return "Try the first sign-in as " + guest.email() + " with "
                + Objects.requireNonNull(created.temporaryPassword()) + " (" + guest.type() + ", " + guest.role() + ")";
    }

    private RoleId role(Actor ada, String name) {
        return roles.list(ada, null, Page.MOST).items().stream()
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
