package lethe.messaging.newsletters;

import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/** The form for a new newsletter. */
public record NewNewsletter(
        @Nullable String name,
        @Nullable String about,
        @Nullable String frequency) {
    private static final int ABOUT = 500;
    private static final int FREQUENCY = 120;

    public Newsletter checked(NewsletterId id, Publisher publisher, long version) {
        var fields = new Validation();
        var newsletter = new Newsletter(
                id,
                anonymous(fields, "name", fields.title("name", name)),
                anonymous(fields, "about", fields.text("about", about, ABOUT)),
                anonymous(fields, "frequency", fields.text("frequency", frequency, FREQUENCY)),
                publisher,
                version);
        fields.check();
        return newsletter;
    }

    /**
     * Refuses an @: the words are kept as evidence of the consents to them, so an e-mail address in them could not be
     * erased.
     */
    private static String anonymous(Validation fields, String field, String text) {
        if (text.indexOf('@') >= 0) {
            fields.wrong(field, "at-sign");
        }
        return text;
    }

    /** Omits the input, for logs. */
    @Override
    public String toString() {
        return "NewNewsletter[…]";
    }
}
