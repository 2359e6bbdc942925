package lethe.messaging.issues;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import lethe.Api;
import lethe.Lethe;
import lethe.Stage;
import lethe.identity.users.BulkUserCreation;
import lethe.identity.users.CheckedUser;
import lethe.identity.users.NewUser;
import lethe.operator.console.OrganisationSetup;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.PublicAddress;
import lethe.platform.requests.SecretToken;
import lethe.privacy.consent.AttestationForm;
import lethe.privacy.consent.Consents;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lethe as a separate process, with a newsletter for a given number of subscribers and its first issue being sent; runs
 * until it is killed. Creates users in batches, as an import does.
 */
final class Crowd {
    static final String DOMAIN = "@" + Stage.CANARY + ".example";
    private static final int BATCH = 500;
    private final ApplicationContext context;
    private final OrganisationSetup.Founded founded;
    private final Api ada;
    private final NewsletterId newsletter;

    private Crowd(ApplicationContext context) {
        this.context = context;
        var admin = new NewUser(
                "Ada", "Admin", "ada" + DOMAIN, UserType.ADMIN, null, new AttestationForm(true, 1, "en"), null);
        this.founded =
                context.getBean(OrganisationSetup.class).byOperator(Actor.operator(), "Acme", "acme", admin, true);
        this.ada = new Api(context.getBean(PublicAddress.class).local().getPort()).as(founded.token());
        this.newsletter = NewsletterId.parse(ada.post(
                                "/newsletters",
                                Map.of("name", "News", "about", "What is new.", "frequency", "Once a month."))
                        .text("id"))
                .orElseThrow();
    }

    /** Arguments: the number of users, then settings of the platform. Prints the token and the path of the issue. */
    public static void main(String[] arguments) {
        try {
            var settings = List.of(arguments).subList(1, arguments.length).toArray(String[]::new);
            var crowd = new Crowd(new SpringApplication(Lethe.class).run(settings));
            crowd.gather(Integer.parseInt(arguments[0]));
            System.out.println("sending: " + crowd.founded.token() + " " + crowd.send());
        } catch (RuntimeException failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private void gather(int people) {
        for (var first = 0; first < people; first += BATCH) {
            gather(first, Math.min(BATCH, people - first));
        }
    }

    private String send() {
        var issues = "/newsletters/" + newsletter + "/issues";
        ada.post(issues, Map.of("subject", "First", "markdown", "# Hello\n\nThis is *new*.", "language", "en"));
        ada.post(issues + "/1/sending", Map.of());
        return issues + "/1";
    }

    private void gather(int first, int count) {
        var organisation = founded.organisation().id();
        TenantContext.run(organisation, () -> context.getBean(TransactionTemplate.class)
                .executeWithoutResult(status -> gather(organisation, first, count)));
    }

    private void gather(OrganisationId organisation, int first, int count) {
        var vault = context.getBean(Vault.class);
        var ids = context.getBean(Randomness.class);
        var emails = IntStream.range(first, first + count)
                .mapToObj(number -> "p" + number + DOMAIN)
                .toList();
        var slots = vault.claimAll(organisation, emails, held -> Set.of());
        var role = new RoleId(
                Objects.requireNonNull(jdbc().queryForObject("select id from role where name = 'Viewer'", UUID.class)));
        var people = IntStream.range(0, count)
                .mapToObj(place -> new CheckedUser(
                        new UserId(ids.uuid()),
                        slots.get(place).orElseThrow(),
                        "Person",
                        "Number",
                        emails.get(place),
                        UserType.INTERNAL,
                        role))
                .toList();
        var actor = Actor.user(organisation, founded.admin(), UserType.ADMIN, List.of());
        context.getBean(BulkUserCreation.class).create(actor, people, Map.of(), List.of());
        var everybody = people.stream().map(CheckedUser::id).toList();
        context.getBean(Consents.class).attestAll(actor, everybody, 1, "en", Instant.now());
        subscribe(organisation, everybody, vault, ids);
    }

    private void subscribe(OrganisationId organisation, List<UserId> people, Vault vault, Randomness ids) {
        var now = OffsetDateTime.ofInstant(context.getBean(Clock.class).instant(), ZoneOffset.UTC);
        var slot = vault.newSecretsSlot(organisation);
        var evidence = ids.uuid();
        jdbc().update("update app_user set status = 'ACTIVE' where status = 'INVITED'");
        jdbc().update("""
                insert into newsletter_consent
                    (organisation_id, id, user_id, newsletter_id, newsletter_version, at, act, way, language, words, hash)
                values (?, ?, ?, ?, 1, ?, 'SUBSCRIBED', 'API', 'en', 'yes', sha256('yes'))
                """, organisation.value(), evidence, people.getFirst().value(), newsletter.value(), now);
        var consents = people.stream()
                .map(person -> new Object[] {ids.uuid(), organisation.value(), person.value(), now})
                .toList();
        jdbc().batchUpdate("""
                insert into own_consent (id, organisation_id, user_id, at, notice_version, language, decision, handover)
                values (?, ?, ?, ?, 1, 'en', 'CONTINUE', 'LINK_BY_ADMIN')
                """, consents);
        var choices = people.stream()
                .map(person -> choice(organisation, person, evidence, slot, now, vault, ids))
                .toList();
        jdbc().batchUpdate("""
                insert into newsletter_choice
                    (organisation_id, user_id, newsletter_id, newsletter_version, subscribed, since, way, consent_id, key_slot,
                     token_hash, token)
                values (?, ?, ?, 1, true, ?, 'API', ?, ?, ?, ?)
                """, choices);
    }

    private Object[] choice(
            OrganisationId organisation,
            UserId person,
            UUID evidence,
            KeySlot slot,
            OffsetDateTime now,
            Vault vault,
            Randomness ids) {
        var token = SecretToken.fresh("uns", organisation, ids);
        var place = new SealContext("newsletter_choice", "token", newsletter.value());
        return new Object[] {
            organisation.value(),
            person.value(),
            newsletter.value(),
            now,
            evidence,
            slot.number(),
            token.hash(),
            vault.seal(organisation, slot, place, token.text())
        };
    }

    private JdbcTemplate jdbc() {
        return context.getBean(JdbcTemplate.class);
    }
}
