package lethe.signin.credentials;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.SecretToken;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import lethe.signin.sessions.CurrentSession;
import lethe.signin.sessions.SessionCheck;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Ten codes for users who forgot their password; each works once. */
@Component
public class RecoveryCodes {
    private static final Feature RENEWING = new Feature("recovery-codes-renewed");
    private static final int HOW_MANY = 10;
    private static final int LETTERS = 28;
    private final CredentialStore credentials;
    private final SecretStore store;
    private final SessionCheck session;
    private final Audit audit;
    private final Randomness randomness;
    private final Usage usage;

    RecoveryCodes(
            CredentialStore credentials,
            SecretStore store,
            SessionCheck session,
            Audit audit,
            Randomness randomness,
            Usage usage) {
        this.credentials = credentials;
        this.store = store;
        this.session = session;
        this.audit = audit;
        this.randomness = randomness;
        this.usage = usage;
    }

    /** Replaces the user's codes with new ones (140 bits each), which are shown only now. */
    @Transactional
    public List<String> renew(CurrentSession me) {
        session.requireStill(me);
        var actor = me.actor();
        var codes = Stream.generate(() -> randomness.letters(LETTERS))
                .limit(HOW_MANY)
                .toList();
        var hashes = codes.stream().map(SecretToken::sha256).toList();
        store.replaceCodes(actor.organisation(), actor.self(), hashes);
        audit.record(actor, "me.recovery-codes-renewed", Target.of(actor.self()));
        usage.count(RENEWING, actor.self().lowBits());
        return codes.stream().map(RecoveryCodes::grouped).toList();
    }

    /** The number of unused codes. */
    @Transactional(readOnly = true)
    public int left(Actor actor) {
        return store.countCodes(actor.self());
    }

    /**
     * Uses up a code as typed, after which the user must set a new password.
     *
     * @return false if the user has no such code
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean use(UserId person, String code) {
        var used = store.useCode(person, SecretToken.sha256(plain(code)));
        if (used) {
            credentials.mustChoose(person);
        }
        return used;
    }

    /** Removes the separators that people type between the letters. */
    private static String plain(String typed) {
        return typed.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-z]", "");
    }

    /** Formats letters in groups of four, so that they are easy to read out. */
    static String grouped(String letters) {
        return String.join("-", letters.split("(?<=\\G.{4})"));
    }
}
