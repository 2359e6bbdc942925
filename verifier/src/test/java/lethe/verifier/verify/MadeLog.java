package lethe.verifier.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.merkle.Frontier;
import lethe.verifier.merkle.Hash;
import lethe.verifier.merkle.MerklePath;
import lethe.verifier.merkle.Node;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A log of three entries, of which the first was removed when it expired and the last records this, in every exported form. Each
 * of its sizes has a checkpoint.
 */
final class MadeLog {
    static final String ORIGIN = Origin.of(MadeReceipt.ORGANISATION).text();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SIZE = 3;
    private final TestKey key;
    private final List<String> entries = List.of(
            entry("p9", "signin.succeeded", Map.of()),
            entry("pa", "user.created", Map.of("type", "INTERNAL")),
            entry("pb", "retention.applied", Map.of("kind", "sign-in-event", "count", 1)));
    private final List<String> checkpoints = new ArrayList<>();
    private final Map<Node, Hash> nodes = new HashMap<>();

    MadeLog(TestKey key) {
        this.key = key;
        var tree = new Frontier();
        for (var entry : entries) {
            tree.add(leaf(entry)).forEach(grown -> nodes.put(grown.node(), grown.hash()));
            var text = new Checkpoint(ORIGIN, tree.size(), tree.root()).text();
            checkpoints.add(key.note(ORIGIN, text).toString());
        }
    }

    ObjectNode whole() {
        var export = export(true);
        checkpoints.forEach(export.putArray("checkpoints")::add);
        var list = export.putArray("entries");
        for (var index = 0; index < SIZE; index++) {
            var place = list.addObject().put("index", index);
            if (index == 0) {
                place.put("leafHash", leaf(entries.getFirst()).toString()).put("removedBy", id("pb"));
            } else {
                place.put("entry", entries.get(index))
                        .put("leafHash", leaf(entries.get(index)).toString());
            }
        }
        return export;
    }

    ObjectNode part() {
        var export = export(false);
        var place = export.putArray("entries").addObject();
        prove(1, place);
        return export;
    }

    ObjectNode proof() {
        var proof = JSON.createObjectNode();
        prove(1, proof);
        proof.put("treeSize", SIZE).put("checkpoint", checkpoint(SIZE));
        keys(proof);
        return proof;
    }

    String checkpoint(int size) {
        return checkpoints.get(size - 1);
    }

    /** The newest checkpoint, with the proof that it continues another. */
    ObjectNode checkpointFrom(int from) {
        var answer = JSON.createObjectNode().put("checkpoint", checkpoint(SIZE));
        answer.put("origin", ORIGIN).put("treeSize", SIZE);
        var hashes = answer.putObject("consistency").put("from", from).putArray("hashes");
        MerklePath.consistency(from, SIZE).hashes(nodes).forEach(hash -> hashes.add(hash.toString()));
        keys(answer);
        return answer;
    }

    private ObjectNode export(boolean whole) {
        var export = JSON.createObjectNode().put("format", "lethe-audit-1");
        export.put("organisationId", MadeReceipt.ORGANISATION).put("whole", whole);
        export.put("checkpoint", checkpoint(SIZE));
        keys(export);
        return export;
    }

    private void keys(ObjectNode holder) {
        holder.putArray("keys")
                .addObject()
                .put("id", key.known().id())
                .put("publicKey", key.publicKey())
                .put("verifierKey", key.known().as(ORIGIN).verifierKey())
                .put("current", true)
                .put("link", key.first().toString());
    }

    private void prove(int index, ObjectNode place) {
        place.put("index", index).put("entry", entries.get(index));
        place.put("leafHash", leaf(entries.get(index)).toString());
        var hashes = place.putArray("hashes");
        MerklePath.inclusion(index, SIZE).hashes(nodes).forEach(hash -> hashes.add(hash.toString()));
    }

    private static Hash leaf(String entry) {
        return Hash.leaf(entry.getBytes(StandardCharsets.UTF_8));
    }

    private static String id(String end) {
        return "entry_01k9z3w8x0e1yrbtm2c4v5n6" + end;
    }

    private static String entry(String end, String action, Map<String, Object> facts) {
        var entry = JSON.createObjectNode().put("id", id(end)).put("action", action);
        entry.put("organisationId", MadeReceipt.ORGANISATION).put("at", "2026-11-21T18:36:00.123Z");
        entry.putObject("actor").put("kind", "SYSTEM");
        entry.putObject("target").put("kind", "user").put("id", MadeReceipt.PERSON);
        entry.set("facts", JSON.valueToTree(facts));
        entry.put("salt", "000102030405060708090a0b0c0d0e0f");
        return new String(Json.canonical(entry), StandardCharsets.UTF_8);
    }
}
