package lethe.messaging.mail;

import java.util.List;
import java.util.Map;

/**
 * What a mail says, as text and as HTML.
 *
 * @param headers besides the usual ones: {@code List-Unsubscribe} and the like
 */
public record MailContent(String subject, String text, String html, Map<String, String> headers) {
    public MailContent(String subject, String text, String html) {
        this(subject, text, html, Map.of());
    }

    /** The same with headers of its own. */
    public MailContent with(Map<String, String> more) {
        return new MailContent(subject, text, html, more);
    }

    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "Letter[…]";
    }

    /** A part of a letter on our {@link MailLayout}. */
    public sealed interface Block {
        record Heading(String text) implements Block {}

        record Paragraph(String text) implements Block {}

        record Items(List<String> items) implements Block {}

        /**
         * What somebody wrote, with headings, links and all.
         *
         * @param html without anything that could be harmful
         */
        record Prose(String text, String html) implements Block {}

        /** A link that is there for who looks for it. */
        record Link(String label, String url) implements Block {
            /** Never the link, which may carry a secret. */
            @Override
            public String toString() {
                return "Link[" + label + "]";
            }
        }

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
