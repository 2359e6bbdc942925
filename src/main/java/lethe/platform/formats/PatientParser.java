package lethe.platform.formats;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.LinkResult;
import org.commonmark.parser.beta.ParsedInline;

/**
 * Checks the time wherever the library has an extension point: every few lines while it parses blocks, and at every special
 * character and bracket within one. Between these its work is linear.
 */
final class PatientParser {
    /** The maximum depth of nested blocks; anything deeper is text of the innermost. */
    private static final int DEEPEST = 50;

    private static final int A_FEW_LETTERS = 256;
    private static final Set<Character> SIGNS = Set.of('*', '_', '`', '<', '&', '!', '\\');
    private final List<Extension> extensions;
    private final Patience patience;

    PatientParser(List<Extension> extensions, Patience patience) {
        this.extensions = extensions;
        this.patience = patience;
    }

    Node parse(String markdown) {
        var parser = Parser.builder()
                .extensions(extensions)
                .maxOpenBlockParsers(DEEPEST)
                .customInlineContentParserFactory(new AtSigns())
                .linkProcessor((link, scanner, context) -> {
                    patience.check();
                    return LinkResult.none();
                })
                .build();
        try {
            return parser.parseReader(new AFewLetters(markdown));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Parses nothing itself, so that the library continues as usual. */
    private final class AtSigns implements InlineContentParserFactory {
        @Override
        public Set<Character> getTriggerCharacters() {
            return SIGNS;
        }

        @Override
        public InlineContentParser create() {
            return state -> {
                patience.check();
                return ParsedInline.none();
            };
        }
    }

    private final class AFewLetters extends Reader {
        private final Reader text;

        AFewLetters(String markdown) {
            text = new StringReader(markdown);
        }

        @Override
        public int read(char[] letters, int offset, int length) throws IOException {
            patience.check();
            return text.read(letters, offset, Math.min(length, A_FEW_LETTERS));
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
