package lethe.messaging.mail;

/**
 * Why a mail was not delivered, in our own words: what a server says repeats the address. Its sentence for whoever asked
 * for the mail is {@code mail.reason.…}, for whoever operates Lethe {@code mail.trouble.…}.
 */
enum Reason {
    /** No connection, or it broke off before the server had the mail. */
    UNREACHABLE,
    UNKNOWN_HOST,
    /** It offers no TLS, or none that works. */
    TLS,
    CERTIFICATE,
    CERTIFICATE_NAME,
    LOGIN,
    /** The envelope's, or that of {@code LETHE_MAIL_FROM}. */
    SENDER,
    /** It takes mail from nobody like us. */
    TURNED_AWAY,
    /** It takes no mail at all for now. */
    BUSY,
    /** This recipient's for now: greylisting, a full mailbox. */
    LATER,
    REFUSED,
    /** The address needs SMTPUTF8 (RFC 6531). */
    NOT_UTF8,
    /** It has the mail, and did not say whether it takes it. */
    IN_DOUBT,
    /** The mail could not be written. */
    OURS;

    /** Whether trying again would be in vain. */
    boolean isForGood() {
        return this == REFUSED || this == NOT_UTF8;
    }

    /** Whether the operator can do something about it. */
    boolean isTrouble() {
        return switch (this) {
            case UNREACHABLE, UNKNOWN_HOST, TLS, CERTIFICATE, CERTIFICATE_NAME, LOGIN, SENDER, TURNED_AWAY, BUSY ->
                true;
            case LATER, REFUSED, NOT_UTF8, IN_DOUBT, OURS -> false;
        };
    }
}
