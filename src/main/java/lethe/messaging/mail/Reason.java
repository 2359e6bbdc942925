package lethe.messaging.mail;

/**
 * Why a mail was not delivered, in our own words: a server's reply may repeat the address. {@code mail.reason.…}
 * explains it to the user who asked for the mail, {@code mail.trouble.…} to the operator.
 */
enum Reason {
    /** No connection could be made, or it was lost before the server had the mail. */
    UNREACHABLE,
    UNKNOWN_HOST,
    /** The server offers no TLS, or none that works. */
    TLS,
    CERTIFICATE,
    CERTIFICATE_NAME,
    LOGIN,
    /** The server refuses the envelope sender, or {@code LETHE_MAIL_FROM}. */
    SENDER,
    /** The server takes no mail from this machine. */
    TURNED_AWAY,
    /** The server takes no mail at all for now. */
    BUSY,
    /** The server takes no mail for this recipient for now: greylisting, a full mailbox. */
    LATER,
    REFUSED,
    /** The address needs SMTPUTF8 (RFC 6531). */
    NOT_UTF8,
    /** The server has the mail but did not say whether it takes it. */
    IN_DOUBT,
    /** We could not write the mail. */
    OURS;

    /** Whether another attempt would be useless. */
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
