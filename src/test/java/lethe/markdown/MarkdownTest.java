package lethe.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {
    @Test
    void showsHtmlAsTextAndLinksToNoScript() {
        var html = Markdown.html(
                "<script>alert(1)</script>\n\n<b>x</b> [here](javascript:alert(1)) [there](https://acme.example)");

        assertThat(html)
                .contains("&lt;script&gt;", "&lt;b&gt;", "href=\"https://acme.example\"")
                .doesNotContain("<script", "<b>", "javascript:");
    }

    @Test
    void putsHeadingsBelowThePagesOwn() {
        assertThat(Markdown.html("# One\n\n###### Six")).contains("<h2>One</h2>", "<h6>Six</h6>");
    }

    @Test
    void saysInEachCellWhichColumnItIs() {
        var html = Markdown.html("| What | How *long* |\n|---|---|\n| Name | ten years |");

        assertThat(html)
                .contains("<table role=\"table\">", "<th role=\"columnheader\">What</th>")
                .contains("role=\"cell\" data-column=\"What\">Name</td>", "data-column=\"How long\">ten years</td>");
    }

    @Test
    void sendsNoImageThatTellsWhoOpensAMail() {
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
    void readsAsPlainTextToo() {
        var text = Markdown.text("# News\n\nOne *word*, [a link](https://acme.example/x).\n\n- first\n- second\n");

        assertThat(text)
                .startsWith("News")
                .contains("One word", "https://acme.example/x", "- first\n- second")
                .doesNotContain("*", "](");
    }
}
