package lethe.messaging.mail;

import java.util.UUID;
import lethe.platform.kernel.TypeId;

/** The id of a mail; printed as {@code mail_…}, as which it stands in Message-ID and envelope. */
public record MailId(UUID value) {
    @Override
    public String toString() {
        return TypeId.text("mail", value);
    }
}
