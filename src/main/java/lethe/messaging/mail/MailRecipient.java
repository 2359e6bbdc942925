package lethe.messaging.mail;

/** Whom a mail is written to, known only while it is sent. */
public record MailRecipient(String firstName, String lastName, String email) {
    public String name() {
        return firstName + " " + lastName;
    }

    /** The same person at another e-mail of theirs. */
    public MailRecipient at(String other) {
        return new MailRecipient(firstName, lastName, other);
    }

    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "Addressee[…]";
    }
}
