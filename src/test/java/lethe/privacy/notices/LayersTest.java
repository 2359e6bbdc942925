package lethe.privacy.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Hashes of notices. The expected values were computed by another program. */
class LayersTest {
    private static final String MARKDOWN = "# Größe\n";

    @Test
    void layersAreHashedAsACanonicalObject() {
        var layers = new Layers("Kurz: 10 €", MARKDOWN, "| A | B |\n");

        assertThat(hash(layers)).isEqualTo("3e94f83839e394f31fc66c7912a6d4f088651df58c61e00e830b1f83440e97e6");
    }

    @Test
    void singleTextsKeepTheirFormerHash() {
        assertThat(hash(new Layers(null, MARKDOWN, null)))
                .isEqualTo("502ab1b696c679977359f38e3a62b3f8b12405d8ef2d2620a043b3c7b1c70d5b");
    }

    @Test
    void everyLayerChangesTheHash() {
        var layers = new Layers("a", "b", "c");

        assertThat(hash(layers))
                .isNotEqualTo(hash(new Layers("x", "b", "c")))
                .isNotEqualTo(hash(new Layers("a", "x", "c")))
                .isNotEqualTo(hash(new Layers("a", "b", "x")))
                .isNotEqualTo(hash(new Layers("b", "a", "c")));
    }

    @Test
    void singleTextsHaveNoRegister() {
        assertThat(new Layers(null, MARKDOWN, null).with("| A |").register()).isNull();
        assertThat(new Layers("a", MARKDOWN, null).with("| A |").register()).isEqualTo("| A |");
    }

    @Test
    void countsWordsWithLettersOrDigits() {
        assertThat(NewNotice.words("- **Who:** you – and 2 others\n\n* …\n")).isEqualTo(5);
        assertThat(NewNotice.words("")).isZero();
        assertThat(NewNotice.words(" \n ")).isZero();
    }

    private static String hash(Layers layers) {
        return HexFormat.of().formatHex(layers.hash());
    }
}
