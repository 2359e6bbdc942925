package lethe.platform.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final String HEAD_OF_10_000 = "|a".repeat(10_000) + "\n" + "|-".repeat(10_000) + "\n";

    @Test
    void showsHtmlAsTextAndDropsScriptLinks() {
        var html = Markdown.html(
                "<script>alert(1)</script>\n\n<b>x</b> [here](javascript:alert(1)) [there](https://acme.example)");

        assertThat(html)
                .contains("&lt;script&gt;", "&lt;b&gt;", "href=\"https://acme.example\"")
                .doesNotContain("<script", "<b>", "javascript:");
    }

    @Test
    void ranksHeadingsBelowThePagesOwn() {
        assertThat(Markdown.html("# One\n\n###### Six")).contains("<h2>One</h2>", "<h6>Six</h6>");
    }

    @Test
    void labelsEachCellWithItsColumn() {
        var html = Markdown.html("| What | How *long* |\n|---|---|\n| Name | ten years |");

        assertThat(html)
                .contains(
                        "<th>What</th>",
                        "<td data-column=\"What\">Name</td>",
                        "data-column=\"How long\">ten years</td>")
                .doesNotContain("role=");
    }

    @Test
    void removesImagesFromMails() {
        var markdown =
                "Hello ![our *new* house](https://tracker.example/1.gif) [![map](http://t.example/2.png)](https://acme.example)";

        assertThat(Markdown.htmlOfMail(markdown))
                .contains("Hello our <em>new</em> house", "href=\"https://acme.example\">map</a>")
                .doesNotContain("<img", "tracker.example", "t.example");
        assertThat(Markdown.text(markdown))
                .contains("Hello our new house", "acme.example")
                .doesNotContain("tracker.example", "t.example");
    }

    @Test
    void rendersPlainText() {
        var text = Markdown.text("# News\n\nOne *word*, [a link](https://acme.example/x).\n\n- first\n- second\n");

        assertThat(text)
                .startsWith("News")
                .contains("One word", "https://acme.example/x", "- first\n- second")
                .doesNotContain("*", "](");
    }

    /** In each of these a few characters cause much work: many cells, deep nesting, or a scan of the remaining text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "|\n",
                "<a ",
                "</",
                "<a@b",
                "[a](<",
                "[a]: <",
                "<a href='",
                "<a b=c ",
                "<!--",
                "<?",
                "*a **b ",
                "![",
                "[",
                "> ",
                "  - a\n    - b\n",
                "`a``b```c",
                "| a | b |\n|---|---|\n",
                "[a]\n"
            })
    void limitsTheWorkOfHostileTexts(String unit) {
        for (var head : List.of("", HEAD_OF_10_000, "|a".repeat(50) + "\n" + "|-".repeat(50) + "\n")) {
            var markdown = head + unit.repeat((50_000 - head.length()) / unit.length()) + "b** a*".repeat(1_000);

            var before = THREADS.getCurrentThreadAllocatedBytes();
            var length = Markdown.html(markdown).length()
                    + Markdown.htmlOfMail(markdown).length();
            length += Markdown.text(markdown).length();

            assertThat(length).isGreaterThan(50_000).isLessThan(12_000_000);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(400_000_000);
        }
    }

    @Test
    void showsTextsBeyondTheLimitsAsTyped() {
        var markdown = HEAD_OF_10_000 + "| <b>x</b> & y |\n".repeat(500);

        assertThat(Markdown.html(markdown)).startsWith("<pre>").contains("&lt;b&gt;x&lt;/b&gt; &amp; y");
        assertThat(Markdown.htmlOfMail(markdown)).doesNotContain("<b>");
        assertThat(Markdown.text(markdown)).isEqualTo(markdown.strip());
        assertThat(Markdown.html("x".repeat(100_001))).startsWith("<pre>");
        assertThat(Markdown.html("*a **b ".repeat(200) + "b** a*".repeat(200))).startsWith("<pre>");
    }

    @Test
    void rendersRealisticTexts() {
        var table = "| What | Why | How long |\n|---|:-:|--:|\n" + "| Name | to sign | 10 years |\n".repeat(1_500);
        var prose = "A paragraph with <angles>, **strong *and soft*** words and [a link](https://acme.example).\n\n";

        assertThat(Markdown.html(table)).contains("<table").hasSizeGreaterThan(100_000);
        assertThat(Markdown.html(prose.repeat(500))).contains("<strong>").doesNotContain("<pre>");
        assertThat(Markdown.html("a < b\n".repeat(600))).doesNotContain("<pre>");
        assertThat(Markdown.html("[a][b]\n".repeat(600))).doesNotContain("<pre>");
        assertThat(Markdown.html("- a\n  - b\n    - c\n      > d\n\n".repeat(500)))
                .doesNotContain("<pre>");
    }

    @Test
    void truncatesLongTitlesInCells() {
        var html = Markdown.html("| " + "x".repeat(5_000) + " |\n|---|\n" + "| y |\n".repeat(1_000));

        assertThat(html).contains("data-column=\"" + "x".repeat(100) + "\"").hasSizeLessThan(250_000);
    }
}
