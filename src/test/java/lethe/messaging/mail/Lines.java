package lethe.messaging.mail;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** A mail to KLARA over a line of one's own. */
final class Lines {
    static final MailId ID = new MailId(UUID.fromString("01900000-0000-7000-8000-000000000001"));
    static final Addressee KLARA = new Addressee("Klára", "Känäri", "klara@straße.example");
    static final Letter LETTER = new Letter("Grüße", "Grüß Gott,\n.\nend\n", "<p>Grüß Gott</p>");

    /** Each phase's patience, a hundredth of it: five minutes are three seconds. */
    static final Patience SHORT = Patience.OF_RFC_5321.dividedBy(100);

    private Lines() {}

    static Server server(String url, String envelope) {
        return Server.of(url, "post@lethe.example", envelope);
    }

    static Line to(GrumpyServer server, Patience patience) {
        return new Line(Optional.of(server(server.url(), "per-mail")), patience, new Condition());
    }

    static boolean send(Line line, Addressee to) throws NotDelivered {
        return send(line, to, () -> true);
    }

    static boolean send(Line line, Addressee to, BooleanSupplier gate) throws NotDelivered {
        return line.send(new Line.Envelope(ID, Locale.ENGLISH, "Häuser & Söhne", Instant.EPOCH), LETTER, to, gate);
    }
}
