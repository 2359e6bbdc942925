package lethe.platform.formats;

/** Rendering a text takes too long or produces too much; the exception contains no part of the text. */
final class TooMuch extends RuntimeException {
    TooMuch() {
        super("a text exceeds the limits for rendering", null, false, false);
    }
}
