package lethe.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * A mail that was not taken, reduced to the status of RFC 5321: what the library says besides holds the address.
 */
public final class NotDelivered extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int NO_ANSWER = 0;
    private static final int CLOSING = 421;
    private final int status;
    private final Whose whose;
    private final boolean inDoubt;

    /** Who has to do something about it. */
    private enum Whose {
        /** The address, or what was written to it, is refused. */
        RECIPIENTS_FOR_GOOD,
        RECIPIENTS_FOR_NOW,
        /** Nobody's mail is taken: the server is away, or does not know us. */
        OURS
    }

    private NotDelivered(int status, Whose whose, boolean inDoubt) {
        super("SMTP " + status, null, false, false);
        this.status = status;
        this.whose = whose;
        this.inDoubt = inDoubt;
    }

    static NotDelivered noServer() {
        return new NotDelivered(NO_ANSWER, Whose.OURS, false);
    }

    /**
     * 5xx for the recipient or the message is for good; for the sender it is a setting that somebody will mend.
     *
     * @param connected whether the mail was being handed over: without an answer nobody knows whether it was taken
     */
    static NotDelivered of(MessagingException failure, boolean connected) {
        var status = NO_ANSWER;
        var sender = false;
        for (Exception one = failure; one != null; one = next(one)) {
            sender |= isAboutSender(one);
            status = Math.max(status, status(one));
        }
        var silent = status == NO_ANSWER;
        var forGood = status >= 500 && failure instanceof SendFailedException;
        var whose = silent || sender || status == CLOSING
                ? Whose.OURS
                : forGood ? Whose.RECIPIENTS_FOR_GOOD : Whose.RECIPIENTS_FOR_NOW;
        return new NotDelivered(status, whose, silent && connected);
    }

    /** Of RFC 5321; 0 where no server answered. */
    public int status() {
        return status;
    }

    public boolean isForGood() {
        return whose == Whose.RECIPIENTS_FOR_GOOD;
    }

    /** Whether other mails would fare no better just now. */
    public boolean isOurs() {
        return whose == Whose.OURS;
    }

    /** Whether it may have been taken nevertheless. */
    public boolean isInDoubt() {
        return inDoubt;
    }

    /** Or about our not being known there at all. */
    private static boolean isAboutSender(Exception failure) {
        return failure instanceof SMTPSenderFailedException
                || failure instanceof SMTPSendFailedException send
                        && send.getCommand().startsWith("MAIL");
    }

    private static int status(Exception failure) {
        return switch (failure) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> NO_ANSWER;
        };
    }

    private static @Nullable Exception next(Exception failure) {
        return failure instanceof MessagingException messaging ? messaging.getNextException() : null;
    }
}
