package lethe.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeafTest {
    private static final UserId ADA = new UserId(new UUID(1, 2));
    private static final OrganisationId HOUSE = new OrganisationId(new UUID(3, 4));

    static List<Map<String, Object>> facts() {
        return List.of(
                Map.of(),
                Map.of("type", "EXTERNAL", "before", "INTERNAL", "self", true, "version", 7),
                Map.of("tab", "a\tb", "control", "\u001f", "quote", "\"\\\""),
                Map.of("umlaut", "Müller\u2028", "emoji", "\uD83D\uDE00", "€", "€"),
                Map.of("fraction", 1.50, "small", 1e-7, "large", 12345678901234567L),
                Map.of("fields", List.of("name", "e\nmail"), "inner", Map.of("b", 1, "a", 2)));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void isCanonicalWithAnyFacts(Map<String, Object> facts) throws IOException {
        var leaf = new Leaf(
                new UUID(5, 6),
                Instant.parse("2026-11-22T01:00:00Z"),
                Actor.person(HOUSE, ADA),
                "user.viewed",
                Target.of(ADA),
                facts,
                new byte[16]);

        var canonical = new String(leaf.canonical(), StandardCharsets.UTF_8);

        assertThat(new JsonCanonicalizer(canonical).getEncodedString()).isEqualTo(canonical);
        assertThat(canonical)
                .contains(ADA.toString(), HOUSE.toString(), HexFormat.of().formatHex(new byte[16]));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void isUnchangedByTheDatabase(Map<String, Object> facts) {
        var leaf = new Leaf(
                new UUID(5, 6), Instant.EPOCH, Actor.system(HOUSE), "user.viewed", Target.of(ADA), facts, new byte[16]);
        var read = new Leaf(
                leaf.id(),
                leaf.at(),
                leaf.actor(),
                leaf.action(),
                leaf.target(),
                Leaf.facts(leaf.factsAsJson()),
                leaf.salt());

        assertThat(read.hash()).isEqualTo(leaf.hash());
    }
}
