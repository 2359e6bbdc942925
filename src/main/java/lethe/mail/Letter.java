package lethe.mail;

import java.util.List;
import java.util.Map;

/**
 * What a mail says, as text and as HTML.
 *
 * @param headers besides the usual ones: {@code List-Unsubscribe} and the like
 */
public record Letter(String subject, String text, String html, Map<String, String> headers) {
    public Letter(String subject, String text, String html) {
        this(subject, text, html, Map.of());
    }

    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "Letter[…]";
    }

    /** A part of a letter on our {@link Stationery}. */
    public sealed interface Block {
        record Heading(String text) implements Block {}

        record Paragraph(String text) implements Block {}

        record Items(List<String> items) implements Block {}

        /** A link that is the point of the letter. */
        record Button(String label, String url) implements Block {
            /** Never the link, which may carry a secret. */
            @Override
            public String toString() {
                return "Button[" + label + "]";
            }
        }
    }
}
