package lethe.verifier.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The published vectors of Certificate Transparency's reference implementation (github.com/transparency-dev/merkle, testdata),
 * except one whose roots are not hashes; and RFC 9162's statements about the trees that they use.
 */
class PublishedVectorsTest {
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    private final Map<Node, Hash> nodes = new HashMap<>();

    static Stream<JsonNode> inclusions() throws IOException {
        return vectors("inclusion");
    }

    static Stream<JsonNode> consistencies() throws IOException {
        return vectors("consistency");
    }

    @ParameterizedTest
    @MethodSource("inclusions")
    void matchesThePublishedInclusionProofs(JsonNode vector) {
        var proof = hashes(vector);
        var leaf = Hash.parse(vector.path("leafHash").asString());
        var root = Hash.parse(vector.path("root").asString());

        var proven = proof.isPresent()
                && leaf.isPresent()
                && root.isPresent()
                && new Inclusion(
                                vector.path("leafIdx").asLong(-1),
                                vector.path("treeSize").asLong(-1),
                                proof.get())
                        .proves(leaf.get(), root.get());

        assertThat(proven).isNotEqualTo(vector.path("wantErr").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("consistencies")
    void matchesThePublishedConsistencyProofs(JsonNode vector) {
        var proof = hashes(vector);
        var first = Hash.parse(vector.path("root1").asString());
        var second = Hash.parse(vector.path("root2").asString());

        var proven = proof.isPresent()
                && first.isPresent()
                && second.isPresent()
                && new Consistency(
                                vector.path("size1").asLong(-1),
                                vector.path("size2").asLong(-1),
                                proof.get())
                        .proves(first.get(), second.get());

        assertThat(proven).isNotEqualTo(vector.path("wantErr").asBoolean());
    }

    @Test
    void matchesTheRootsOfTheEightPublishedLeaves() {
        var tree = new Frontier();

        var roots = new ArrayList<>(List.of(hex(tree.root())));
        for (var leaf : LEAVES) {
            grow(tree, Hash.leaf(HexFormat.of().parseHex(leaf)));
            roots.add(hex(tree.root()));
        }

        assertThat(roots).isEqualTo(ROOTS);
    }

    @Test
    void acceptsOnlyCorrectProofsOfTreesUpToSeventyLeaves() {
        var tree = new Frontier();
        var roots = new ArrayList<>(List.of(tree.root()));
        var leaves = new ArrayList<Hash>();
        for (var number = 0; number < 70; number++) {
            leaves.add(Hash.leaf(new byte[] {(byte) number}));
            grow(tree, leaves.getLast());
            roots.add(tree.root());
        }

        for (var size = 1; size <= 70; size++) {
            assertThat(new Frontier(size, nodes).root()).isEqualTo(roots.get(size));
            for (var index = 0; index < size; index++) {
                var proof = new Inclusion(
                        index, size, MerklePath.inclusion(index, size).hashes(nodes));
                assertThat(proof.proves(leaves.get(index), roots.get(size))).isTrue();
                assertThat(proof.proves(leaves.get((index + 1) % 70), roots.get(size)))
                        .isFalse();
            }
            for (var from = 0; from <= size; from++) {
                var proof = new Consistency(
                        from, size, MerklePath.consistency(from, size).hashes(nodes));
                assertThat(proof.proves(roots.get(from), roots.get(size))).isTrue();
                assertThat(proof.proves(roots.get((from + 1) % 71), roots.get(size)))
                        .isFalse();
            }
        }
    }

    @Test
    void readsNoMoreNodesThanTheTreeIsHigh() {
        var size = 1_000_003L;

        assertThat(MerklePath.inclusion(567_890, size).nodes()).hasSizeLessThan(40);
        assertThat(MerklePath.consistency(567_890, size).nodes()).hasSizeLessThan(40);
    }

    private void grow(Frontier tree, Hash leaf) {
        tree.add(leaf).forEach(grown -> nodes.put(grown.node(), grown.hash()));
    }

    private static Optional<List<Hash>> hashes(JsonNode vector) {
        var parsed = vector.path("proof")
                .valueStream()
                .map(hash -> Hash.parse(hash.asString()))
                .toList();
        return parsed.stream().allMatch(Optional::isPresent)
                ? Optional.of(parsed.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    private static Stream<JsonNode> vectors(String kind) throws IOException {
        try (var file = PublishedVectorsTest.class.getResourceAsStream("/merkle/" + kind + ".json")) {
            return JsonMapper.shared().readTree(file).valueStream();
        }
    }

    private static String hex(Hash hash) {
        return HexFormat.of().formatHex(hash.bytes());
    }
}
