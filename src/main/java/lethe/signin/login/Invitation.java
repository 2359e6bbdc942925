package lethe.signin.login;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import lethe.audit.log.Names;
import lethe.identity.users.Invitations;
import lethe.messaging.mail.Mail;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailContent.Block.Button;
import lethe.messaging.mail.MailContent.Block.Heading;
import lethe.messaging.mail.MailQueue;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.mail.MailTemplates;
import lethe.organisations.PublicUrl;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.requests.SecretToken;
import lethe.privacy.consent.Consents;
import lethe.privacy.retention.RetentionPolicy;
import lethe.signin.credentials.BulkOneTimeLinks;
import lethe.signin.credentials.OneTimeLink;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The invitation mail: the information of Art. 14 GDPR for users whose data someone else entered, and a sign-in link.
 */
@Component
class Invitation implements Invitations, MailTemplates {
    private static final String KIND = "invitation";
    private static final int RIGHTS = 5;
    private final MailQueue mailQueue;
    private final OneTimeLinks links;
    private final BulkOneTimeLinks manyLinks;
    private final Consents consents;
    private final Names names;
    private final PublicUrl url;
    private final RetentionPolicy retention;
    private final MailWording wording;

    Invitation(
            MailQueue mailQueue,
            OneTimeLinks links,
            BulkOneTimeLinks manyLinks,
            Consents consents,
            Names names,
            PublicUrl url,
            RetentionPolicy retention,
            MailWording wording) {
        this.mailQueue = mailQueue;
        this.links = links;
        this.manyLinks = manyLinks;
        this.consents = consents;
        this.names = names;
        this.url = url;
        this.retention = retention;
        this.wording = wording;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean invite(Actor actor, UserId person, Locale language) {
        actor.need(Permission.MANAGE_USERS);
        if (mailQueue.isOffered()) {
            queue(person, links.inviteByMail(actor, person).token(), language);
        }
        return mailQueue.isOffered();
    }

    @Transactional
    void inviteAgain(Actor actor, UserId person, Locale language) {
        queue(person, links.issueByMail(actor, person).token(), language);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void inviteAgain(Actor actor, Collection<UserId> people, Locale language) {
        var issued = manyLinks.issueByMail(actor, people);
        if (!issued.keySet().containsAll(people)) {
            throw new Conflict("already-signed-in");
        }
        issued.forEach((person, token) -> queue(person, token, language));
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Empty if the link has been replaced or used. */
    @Override
    public Optional<MailContent> write(Mail mail, MailRecipient to) {
        return links.inForce(Objects.requireNonNull(mail.secret())).map(link -> letter(mail, to, link));
    }

    private void queue(UserId person, SecretToken token, Locale language) {
        mailQueue.queue(new Mail.Order(person, KIND, language, null, token.text()));
    }

    private MailContent letter(Mail mail, MailRecipient to, OneTimeLink link) {
        return wording.letter(
                mail,
                to,
                "letter.invitation.subject",
                List.of(
                        wording.paragraph(mail, "letter.invitation.what"),
                        wording.paragraph(mail, "letter.invitation.how"),
                        new Button(wording.say(mail, "letter.invitation.go"), url.to("/link/" + mail.secret())),
                        wording.paragraph(
                                mail, "letter.invitation.until", MailWording.time(mail.language(), link.expires())),
                        new Heading(wording.say(mail, "letter.invitation.data")),
                        wording.paragraph(mail, "letter.invitation.stored"),
                        wording.paragraph(mail, "letter.invitation.source", source(mail)),
                        wording.paragraph(mail, "letter.invitation.why"),
                        wording.paragraph(
                                mail,
                                "letter.invitation.long",
                                period(mail, DataCategory.UNUSED_INVITATION),
                                period(mail, DataCategory.RETAINED_RECORD)),
                        new Heading(wording.say(mail, "letter.invitation.rights")),
                        wording.items(mail, "letter.invitation.right", RIGHTS),
                        wording.paragraph(mail, "letter.invitation.refuse")));
    }

    private String period(Mail mail, DataCategory kind) {
        return Objects.requireNonNull(retention.inWords(mail.language()).get(kind.key()));
    }

    /** Who entered the data and attested the user's consent. */
    private String source(Mail mail) {
        var attested = consents.attestation(mail.person());
        var by = attested.map(one -> one.attestedBy())
                .map(who -> names.of(List.of(who)).get(who));
        var day = MailWording.day(
                mail.language(), attested.map(one -> one.attestedAt()).orElse(mail.queuedAt()));
        return by.map(name -> wording.say(mail, "letter.invitation.source.user", name, day))
                .orElseGet(() -> wording.say(mail, "letter.invitation.source.operator", day));
    }
}
