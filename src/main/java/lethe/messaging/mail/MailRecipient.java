package lethe.messaging.mail;

/** The recipient of a mail, known only while it is sent. */
public record MailRecipient(String firstName, String lastName, String email) {
    public String name() {
        return firstName + " " + lastName;
    }

    /** The same person at another of their e-mail addresses. */
    public MailRecipient at(String other) {
        return new MailRecipient(firstName, lastName, other);
    }

    /** Omits all personal data, for logs. */
    @Override
    public String toString() {
        return "MailRecipient[…]";
    }
}
