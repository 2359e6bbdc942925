package lethe;

import java.util.Map;
import lethe.Stage.House;
import lethe.Stage.Person;

/** Reads the secrets of links that only appear in mails. */
final class MailedLinks {
    private MailedLinks() {}

    /** Of a newsletter issue. */
    static String unsubscribe(Person reader, String subject) {
        return lastOf(mail(reader.email(), subject).header("List-Unsubscribe").replaceAll("[<>]", ""));
    }

    static String newEmail(Person asking) {
        var wanted = Stage.email("new");
        asking.api().patch("/me", Map.of("email", wanted, "currentPassword", Stage.PASSWORD));
        return mail(wanted, "Confirm").secret();
    }

    static String reset(Api anybody, House house, Person asking) {
        anybody.post("/password-reset", Map.of("organisation", house.slug(), "email", asking.email()));
        return mail(asking.email(), "A new password").secret();
    }

    static String lastOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static PostOffice.Received mail(String email, String subject) {
        try {
            return PostOffice.mailTo(email, subject);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
