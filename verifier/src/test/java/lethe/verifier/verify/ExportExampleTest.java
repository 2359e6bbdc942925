package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** docs/audit.md documents the members of the exported file, with a small example that verifies. */
class ExportExampleTest {
    private static final Path PAGE = Path.of("docs/audit.md");
    private static final String WRITE = "WRITE_EXPORT_EXAMPLE";
    private static final Pattern EXAMPLE = Pattern.compile("(?s)(ExportExampleTest -->\\n```json\\n)(.*?)(```)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:keys|entries)(?:\\[\\]\\.\\w+)?|\\w+)` \\| \\w");

    @TempDir
    private Path place;

    @Test
    void theExampleIsTheGeneratedOne() throws IOException {
        var made = made().toPrettyString() + "\n";
        if (System.getenv(WRITE) != null) {
            var page = Files.readString(PAGE);
            Files.writeString(PAGE, EXAMPLE.matcher(page).replaceFirst("$1" + Matcher.quoteReplacement(made) + "$3"));
        }

        assertThat(example())
                .as("out of date? %s=1 mvn -pl verifier -am test -Dtest=ExportExampleTest", WRITE)
                .isEqualTo(made);
    }

    @Test
    void theExampleVerifies() throws IOException {
        var file = Files.writeString(place.resolve("audit.json"), example());
        var check = new ExportCheck(place.resolve("memory"), List.of(TestKey.FIRST.known()), null);

        assertThat(check.isSound(file)).as("%s", check.lines()).isTrue();
        assertThat(Files.readString(PAGE)).contains("`11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=`");
    }

    @Test
    void everyMemberIsDocumented() throws IOException {
        var page = Files.readString(PAGE);
        var table = page.substring(page.indexOf("### The exported file"), page.indexOf("ExportExampleTest"));
        var rows = ROW.matcher(table).results().map(row -> row.group(1)).toList();

        assertThat(rows)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        ExportMembers.of(List.of(made(), new MadeLog(TestKey.FIRST).part())));
    }

    private static JsonNode made() {
        return new MadeLog(TestKey.FIRST).whole();
    }

    private static String example() throws IOException {
        var found = EXAMPLE.matcher(Files.readString(PAGE));
        assertThat(found.find()).isTrue();
        return found.group(2);
    }
}
