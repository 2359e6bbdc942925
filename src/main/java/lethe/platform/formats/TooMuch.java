package lethe.platform.formats;

/** A text takes longer, or becomes longer, than is borne; nothing of the text is in it. */
final class TooMuch extends RuntimeException {
    TooMuch() {
        super("more than is borne of one text", null, false, false);
    }
}
