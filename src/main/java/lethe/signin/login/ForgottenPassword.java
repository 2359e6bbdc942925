package lethe.signin.login;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.users.UserLookup;
import lethe.messaging.mail.Mail;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailContent.Block.Button;
import lethe.messaging.mail.MailQueue;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.mail.MailTemplates;
import lethe.organisations.Organisations;
import lethe.organisations.PublicUrl;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.Unavailable;
import lethe.platform.kernel.UserId;
import lethe.signin.credentials.OneTimeLink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends a link to a user who forgot their password. The user is looked up after the response, so that neither its
 * text nor its timing reveals whether the account exists.
 */
@Component
class ForgottenPassword implements MailTemplates, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ForgottenPassword.class);
    private static final String KIND = "forgotten-password";
    private static final int MOST_WAITING = 1000;
    private final MailQueue mailQueue;
    private final OneTimeLinks links;
    private final UserLookup userLookup;
    private final Organisations organisations;
    private final SignInThrottle throttle;
    private final Audit audit;
    private final PublicUrl url;
    private final MailWording wording;
    private final TransactionTemplate transaction;
    private final ExecutorService afterwards = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofVirtual().name("forgotten-password").factory());

    ForgottenPassword(
            MailQueue mailQueue,
            OneTimeLinks links,
            UserLookup userLookup,
            Organisations organisations,
            SignInThrottle throttle,
            Audit audit,
            PublicUrl url,
            MailWording wording,
            TransactionTemplate transaction) {
        this.mailQueue = mailQueue;
        this.links = links;
        this.userLookup = userLookup;
        this.organisations = organisations;
        this.throttle = throttle;
        this.audit = audit;
        this.url = url;
        this.wording = wording;
        this.transaction = transaction;
    }

    /** Whether mail is configured, by which a link can be sent. */
    public boolean isOffered() {
        return mailQueue.isOffered();
    }

    /**
     * Sends a link if the account exists; 404 if no mail is configured.
     *
     * @param slug may be null while there is only one organisation
     * @param network the caller's address, counted and not stored
     */
    public void ask(@Nullable String slug, String email, String network, Locale language) {
        if (!mailQueue.isOffered()) {
            throw new NotFound();
        }
        var organisation = organisation(slug);
        try (var attempt =
                throttle.attempt(SignInThrottle.Kind.RESET, organisation, userLookup.normal(email), network)) {
            attempt.failed();
        }
        try {
            afterwards.execute(() -> lookUp(organisation, email, language));
        } catch (RejectedExecutionException tooMany) {
            throw new Unavailable();
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** As long as the link is valid: after that, sending it is pointless. */
    @Override
    public Duration patience() {
        return Duration.ofMinutes(30);
    }

    @Override
    public Optional<MailContent> write(Mail mail, MailRecipient to) {
        return links.inForce(Objects.requireNonNull(mail.secret())).map(link -> letter(mail, to, link));
    }

    private OrganisationId organisation(@Nullable String slug) {
        return Optional.ofNullable(slug)
                .map(organisations::bySlug)
                .orElseGet(() -> TenantContext.organisation().or(organisations::only))
                .orElse(OrganisationId.NONE);
    }

    private void lookUp(OrganisationId organisation, String email, Locale language) {
        try {
            if (!organisation.equals(OrganisationId.NONE)) {
                TenantContext.run(
                        organisation,
                        () -> transaction.executeWithoutResult(status -> userLookup
                                .find(organisation, email)
                                .ifPresent(person -> queue(organisation, person, language))));
            }
        } catch (RuntimeException failed) {
            LOG.warn(
                    "Could not send a link for a forgotten password: {}",
                    failed.getClass().getSimpleName());
        }
    }

    private void queue(OrganisationId organisation, UserId person, Locale language) {
        try (var mail = throttle.resetMail(organisation, person)) {
            links.reset(organisation, person, mail.isRefused()).ifPresent(issued -> {
                mailQueue.queue(new Mail.Order(
                        person, KIND, language, null, issued.token().text()));
                audit.record(Actor.system(organisation), "signin.reset-requested", Target.of(person));
                mail.failed();
            });
        }
    }

    private MailContent letter(Mail mail, MailRecipient to, OneTimeLink link) {
        return wording.letter(
                mail,
                to,
                "letter.forgotten.subject",
                List.of(
                        wording.paragraph(mail, "letter.forgotten.what"),
                        new Button(wording.say(mail, "letter.forgotten.go"), url.to("/sign-in/reset/" + mail.secret())),
                        wording.paragraph(
                                mail, "letter.forgotten.until", MailWording.time(mail.language(), link.expires())),
                        wording.paragraph(mail, "letter.forgotten.not-you")));
    }

    @Override
    public void close() {
        afterwards.close();
    }
}
