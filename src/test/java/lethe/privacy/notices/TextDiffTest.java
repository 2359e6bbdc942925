package lethe.privacy.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lethe.privacy.notices.TextDiff.Kind;
import lethe.privacy.notices.TextDiff.Part;
import org.junit.jupiter.api.Test;

class TextDiffTest {
    @Test
    void isEmptyForEqualTexts() {
        assertThat(TextDiff.between("One\nTwo", "One\nTwo").isEmpty()).isTrue();
        assertThat(TextDiff.between("", "").isEmpty()).isTrue();
    }

    @Test
    void showsChangedWordsWithinALine() {
        var parts = TextDiff.between("We keep it for one whole year.", "We keep it for two whole years.")
                .parts();

        assertThat(parts)
                .containsExactly(
                        new Part(Kind.SAME, "We keep it for "),
                        new Part(Kind.GONE, "one"),
                        new Part(Kind.NEW, "two"),
                        new Part(Kind.SAME, " whole "),
                        new Part(Kind.GONE, "year.\n"),
                        new Part(Kind.NEW, "years.\n"));
    }

    @Test
    void showsARewrittenTextWhole() {
        assertThat(TextDiff.between("One thing is here", "Quite another text was written")
                        .parts())
                .containsExactly(
                        new Part(Kind.GONE, "One thing is here\n"),
                        new Part(Kind.NEW, "Quite another text was written\n"));
    }

    @Test
    void skipsDistantUnchangedLines() {
        var before = lines("line", 20) + "end";
        var parts = TextDiff.between(before, before + "\nmore").parts();

        assertThat(parts)
                .containsExactly(
                        new Part(Kind.SKIPPED, "20"), new Part(Kind.SAME, "end\n"), new Part(Kind.NEW, "more\n"));
    }

    @Test
    void showsAddedAndDeletedLines() {
        assertThat(TextDiff.between("", "One\nTwo").parts()).containsExactly(new Part(Kind.NEW, "One\nTwo\n"));
        assertThat(TextDiff.between("One\nTwo", "").parts()).containsExactly(new Part(Kind.GONE, "One\nTwo\n"));
    }

    @Test
    void canBeConvertedBackToBothTexts() {
        var before = lines("before %d is here", 300);
        var after = lines("after %d is there", 280);

        var parts = TextDiff.between(before, after).parts();

        assertThat(text(parts, Kind.GONE)).isEqualTo(before);
        assertThat(text(parts, Kind.NEW)).isEqualTo(after);
    }

    @Test
    void terminatesForHugeTexts() {
        var before = lines("old %d word and word and word", 2_000);
        var after = lines("new %d word or word or word", 2_000);

        assertThat(text(TextDiff.between(before, after).parts(), Kind.NEW)).isEqualTo(after);
    }

    private static String lines(String form, int number) {
        return IntStream.range(0, number).mapToObj(form::formatted).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String text(Iterable<Part> parts, Kind kind) {
        var text = new StringBuilder();
        parts.forEach(part -> text.append(part.kind() == kind || part.kind() == Kind.SAME ? part.text() : ""));
        return text.toString();
    }
}
