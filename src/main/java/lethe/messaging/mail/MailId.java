package lethe.messaging.mail;

import java.util.UUID;
import lethe.platform.kernel.TypeId;

/** The ID of a mail, printed as {@code mail_…}; Message-ID and envelope use it in this form. */
public record MailId(UUID value) {
    @Override
    public String toString() {
        return TypeId.text("mail", value);
    }
}
