package lethe.operator.console;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import lethe.identity.roles.Roles;
import lethe.identity.users.AdminCreation;
import lethe.identity.users.NewUser;
import lethe.organisations.Organisation;
import lethe.organisations.Organisations;
import lethe.organisations.Support;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.SecretToken;
import lethe.platform.requests.Validation;
import lethe.privacy.notices.Notices;
import lethe.signin.login.OneTimeLinks;
import lethe.signin.login.OwnPassword;
import lethe.signin.passwords.Passwords;
import lethe.signin.sessions.AccessTokens;
import lethe.signin.sessions.Session.Kind;
import lethe.signin.sessions.Sessions;
import lethe.signin.sessions.Sessions.Opened;
import lethe.vault.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates an organisation entirely or not at all: its key, roles, first notice and first administrator, in one
 * transaction.
 */
@Component
public class OrganisationSetup {
    private final Organisations organisations;
    private final Roles roles;
    private final Notices notices;
    private final AdminCreation adminCreation;
    private final Passwords passwords;
    private final OwnPassword ownPassword;
    private final OneTimeLinks links;
    private final AccessTokens tokens;
    private final Sessions sessions;
    private final Vault vault;
    private final Randomness randomness;
    private final TransactionTemplate transaction;

    OrganisationSetup(
            Organisations organisations,
            Roles roles,
            Notices notices,
            AdminCreation adminCreation,
            Passwords passwords,
            OwnPassword ownPassword,
            OneTimeLinks links,
            AccessTokens tokens,
            Sessions sessions,
            Vault vault,
            Randomness randomness,
            TransactionTemplate transaction) {
        this.organisations = organisations;
        this.roles = roles;
        this.notices = notices;
        this.adminCreation = adminCreation;
        this.passwords = passwords;
        this.ownPassword = ownPassword;
        this.links = links;
        this.tokens = tokens;
        this.sessions = sessions;
        this.vault = vault;
        this.randomness = randomness;
        this.transaction = transaction;
    }

    /**
     * @param link the administrator's one-time link
     * @param token an access token for scripts; null unless requested
     */
    public record Founded(
            Organisation organisation,
            UserId admin,
            SecretToken link,
            @Nullable String token) {}

    /** Creates an organisation for the operator, who attests the administrator's consent. */
    public Founded byOperator(Actor operator, String name, @Nullable String slug, NewUser admin, boolean printToken) {
        operator.needOperator();
        return founding(founder -> {
            var organisation = ground(founder, name, slug, List.of());
            return invite(founder, organisation, admin, printToken);
        });
    }

    /** Creates an administrator in an organisation whose last one has left. */
    public Founded addAdmin(Actor operator, String slug, NewUser admin) {
        operator.needOperator();
        var id = organisations.bySlug(slug).orElseThrow(NotFound::new);
        return TenantContext.in(
                id,
                () -> transaction.execute(status -> invite(Actor.operator(id), organisations.current(), admin, false)));
    }

    /** Creates the first organisation from the set-up form and signs its administrator in, who reads the notice next. */
    Opened byFirstAdmin(FirstSteps form) {
        var fields = new Validation();
        form.check(fields, passwords);
        fields.check();
        var hash = passwords.hash(form.password());
        return founding(operator -> {
            if (!organisations.isFirst()) {
                throw Forbidden.adminsOnly();
            }
            ground(operator, form.organisation(), null, form.channels());
            var admin = adminCreation.createFirst(operator, form.admin());
            ownPassword.first(operator, admin, hash);
            return sessions.open(operator.organisation(), admin, Kind.BROWSER);
        });
    }

    private <T> T founding(Function<Actor, T> work) {
        var id = new OrganisationId(randomness.uuid());
        return TenantContext.in(id, () -> transaction.execute(status -> work.apply(Actor.operator(id))));
    }

    private Organisation ground(Actor operator, String name, @Nullable String slug, List<Support> support) {
        var organisation = organisations.found(operator, operator.organisation(), name, slug, support);
        vault.foundOrganisation(organisation.id());
        roles.found(operator);
        notices.found(operator, organisation.name());
        return organisation;
    }

    private Founded invite(Actor operator, Organisation organisation, NewUser admin, boolean printToken) {
        var id = adminCreation.createAdmin(operator, admin, Locale.ENGLISH.getLanguage());
        var link = links.issueByOperator(operator, id);
        var token = printToken ? tokens.print(operator, id).token() : null;
        return new Founded(organisation, id, link, token);
    }
}
