package lethe.platform.formats;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.node.Visitor;
import org.commonmark.renderer.Renderer;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;
import org.springframework.web.util.HtmlUtils;

/**
 * Renders CommonMark with tables as HTML. Embedded HTML is shown as text and links have only safe schemes, so that a text cannot
 * carry a script.
 */
public final class Markdown {
    private static final int LOWEST_HEADING = 6;
    /** The longest title of a column, which each of its cells repeats. */
    private static final int LONGEST_COLUMN = 100;

    private static final List<String> SCHEMES = List.of("https", "http", "mailto");
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .urlSanitizer(new DefaultUrlSanitizer(SCHEMES))
            .attributeProviderFactory(context -> Markdown::describe)
            .build();

    private static final TextContentRenderer TEXT = TextContentRenderer.builder()
            .extensions(EXTENSIONS)
            .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS)
            .build();

    private Markdown() {}

    /** For a page, whose own heading ranks above all headings of the text. */
    public static String html(String markdown) {
        return rendered(RENDERER, markdown, new BelowThePagesOwnHeading()).orElseGet(() -> asTyped(markdown));
    }

    /** For a mail, as HTML: images are replaced by their text, because loading one would reveal who opens the mail. */
    public static String htmlOfMail(String markdown) {
        return rendered(RENDERER, markdown, new BelowThePagesOwnHeading(), new WordsForImages())
                .orElseGet(() -> asTyped(markdown));
    }

    /** For a mail, as plain text: links are followed by their addresses. */
    public static String text(String markdown) {
        return rendered(TEXT, markdown, new WordsForImages()).orElse(markdown).strip();
    }

    private static String asTyped(String markdown) {
        return "<pre>" + HtmlUtils.htmlEscape(markdown, "UTF-8") + "</pre>\n";
    }

    /** Empty if the text exceeds the limits: it is then shown as typed, so that nothing is lost. */
    private static Optional<String> rendered(Renderer renderer, String markdown, Visitor... changes) {
        if (!Weight.isBearable(markdown)) {
            return Optional.empty();
        }
        try {
            var patience = Patience.current();
            return patience.spend(() -> {
                var document = new PatientParser(EXTENSIONS, patience).parse(markdown);
                if (!Weight.isBearable(document)) {
                    return Optional.empty();
                }
                Stream.of(changes).forEach(document::accept);
                var written = new Bounded(patience);
                renderer.render(document, written);
                return Optional.of(written.toString());
            });
        } catch (TooMuch unbearable) {
            return Optional.empty();
        }
    }

    /** On narrow screens rows become cards, where each cell shows its column's title. */
    private static void describe(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof TableCell cell && !cell.isHeader()) {
            attributes.put("data-column", column(cell));
        }
    }

    private static String column(TableCell cell) {
        var table = cell.getParent().getParent().getParent();
        var header = table.getFirstChild().getFirstChild().getFirstChild();
        for (var before = cell.getPrevious(); before != null && header != null; before = before.getPrevious()) {
            header = header.getNext();
        }
        return header == null ? "" : words(header);
    }

    private static String words(Node node) {
        var words = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }
        });
        return words.substring(0, Math.min(words.length(), LONGEST_COLUMN));
    }

    private static final class BelowThePagesOwnHeading extends AbstractVisitor {
        @Override
        public void visit(Heading heading) {
            heading.setLevel(Math.min(LOWEST_HEADING, heading.getLevel() + 1));
        }
    }

    private static final class WordsForImages extends AbstractVisitor {
        @Override
        public void visit(Image image) {
            for (var words = image.getFirstChild(); words != null; words = image.getFirstChild()) {
                image.insertBefore(words);
                words.accept(this);
            }
            image.unlink();
        }
    }
}
