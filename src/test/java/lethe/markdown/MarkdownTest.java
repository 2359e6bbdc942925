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
}
