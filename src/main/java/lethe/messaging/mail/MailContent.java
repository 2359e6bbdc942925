package lethe.messaging.mail;

import java.util.List;
import java.util.Map;

/**
 * The content of a mail, as text and as HTML.
 *
 * @param headers in addition to the usual ones, such as {@code List-Unsubscribe}
 */
public record MailContent(String subject, String text, String html, Map<String, String> headers) {
    public MailContent(String subject, String text, String html) {
        this(subject, text, html, Map.of());
    }

    /** A copy with these headers. */
    public MailContent with(Map<String, String> more) {
        return new MailContent(subject, text, html, more);
    }

    /** Omits the content, which is personal, for logs. */
    @Override
    public String toString() {
        return "MailContent[…]";
    }

    /** A part of a mail in our {@link MailLayout}. */
    public sealed interface Block {
        record Heading(String text) implements Block {}

        record Paragraph(String text) implements Block {}

        record Items(List<String> items) implements Block {}

        /**
         * Text that a user wrote, with headings and links.
         *
         * @param html sanitised
         */
        record Prose(String text, String html) implements Block {}

        /** A plain link, for readers who look for it. */
        record Link(String label, String url) implements Block {
            /** Omits the link, which may carry a secret. */
            @Override
            public String toString() {
                return "Link[" + label + "]";
            }
        }

        /** The link that the mail is about, shown as a button. */
        record Button(String label, String url) implements Block {
            /** Omits the link, which may carry a secret. */
            @Override
            public String toString() {
                return "Button[" + label + "]";
            }
        }
    }
}
