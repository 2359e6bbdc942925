package lethe.privacy.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import lethe.fuzzing.Readers;
import lethe.platform.formats.Markdown;
import lethe.platform.kernel.BadRequest;

final class NoticeReaders implements Readers {
    /** Our allowlist: element names without scripts, attributes without event handlers. */
    private static final Pattern ELEMENT = Pattern.compile("<(/?)([a-zA-Z0-9]+)([^>]*)>");

    @Override
    public Map<String, Reader> all() {
        return Map.of(
                "markdown",
                Reader.ofText(NoticeReaders::markdown),
                "notice-start",
                Reader.ofText(NoticeReaders::start));
    }

    private static void markdown(String text) {
        var html = Markdown.html(text);
        var element = ELEMENT.matcher(html);
        while (element.find()) {
            assertThat(element.group(2))
                    .isIn(
                            "h2",
                            "h3",
                            "h4",
                            "h5",
                            "h6",
                            "p",
                            "em",
                            "strong",
                            "a",
                            "img",
                            "ul",
                            "ol",
                            "li",
                            "blockquote",
                            "code",
                            "pre",
                            "hr",
                            "br",
                            "table",
                            "thead",
                            "tbody",
                            "tr",
                            "th",
                            "td");
            assertThat(element.group(3).replaceAll("\"[^\"]*\"", "\"\""))
                    .doesNotContainPattern("(?i)\\bon\\w+=")
                    .doesNotContain("style=");
        }
        assertThat(html).doesNotContainPattern("(?i)(href|src)=\"\\s*(javascript|data|vbscript):");
    }

    private static void start(String text) {
        try {
            assertThat(EffectiveDate.of(text)).isNotNull();
        } catch (BadRequest refused) {
            assertThat(refused).isNotNull();
        }
    }
}
