package lethe.verifier.verify;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.merkle.Frontier;
import lethe.verifier.merkle.Hash;
import lethe.verifier.merkle.MerklePath;
import lethe.verifier.merkle.Node;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A receipt as the owner of the private key can make it; valid until a test changes it. */
final class MadeReceipt {
    static final String ORGANISATION = "org_01k9z3w8x0e1yrbtm2c4v5n6p7";
    static final String PERSON = "user_01k9z3w8x0e1yrbtm2c4v5n6p8";
    private static final List<String> ENTRIES =
            List.of("entry_01k9z3w8x0e1yrbtm2c4v5n6p9", "entry_01k9z3w8x0e1yrbtm2c4v5n6pa");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final TestKey key;
    private final TestKey checkpointKey;
    private final ObjectNode said = said();
    private Optional<String> held = Optional.empty();
    private boolean isHeld = true;
    private Map<String, Object> first = Map.of("self", true);

    MadeReceipt(TestKey key, TestKey checkpointKey) {
        this.key = key;
        this.checkpointKey = checkpointKey;
    }

    /** As made before receipts had a format and entries contained hashes. */
    MadeReceipt old() {
        said.remove("format");
        return holdingNothing();
    }

    MadeReceipt format(int format) {
        said.put("format", format);
        return this;
    }

    MadeReceipt holdingNothing() {
        isHeld = false;
        return this;
    }

    MadeReceipt holding(String hash) {
        held = Optional.of(hash);
        return this;
    }

    MadeReceipt saying(String member, String value) {
        said.put(member, value);
        return this;
    }

    MadeReceipt saying(String member, boolean value) {
        said.put(member, value);
        return this;
    }

    /** The facts of the entry about the termination. */
    MadeReceipt terminated(Map<String, Object> facts) {
        first = facts;
        return this;
    }

    String hash() {
        return Statement.hash(said);
    }

    ObjectNode file() {
        var entries = entries();
        var leaves = entries.stream()
                .map(entry -> Hash.leaf(entry.getBytes(StandardCharsets.UTF_8)))
                .toList();
        var file = JSON.createObjectNode();
        file.set("receipt", receipt(leaves));
        file.set("proof", proof(entries, leaves));
        file.putArray("recipients");
        return file;
    }

    private ObjectNode receipt(List<Hash> leaves) {
        var receipt = said.deepCopy();
        ENTRIES.forEach(receipt.withArray("auditEntries")::add);
        leaves.forEach(leaf -> receipt.withArray("leafHashes").add(leaf.toString()));
        receipt.put("proofBy", "2026-11-21T18:36:10.123Z");
        receipt.put("keyId", key.known().id());
        receipt.put("publicKey", key.publicKey());
        receipt.put("signature", key.sign(new String(Json.canonical(receipt), StandardCharsets.UTF_8)));
        return receipt;
    }

    private ObjectNode proof(List<String> entries, List<Hash> leaves) {
        var tree = new Frontier();
        var nodes = new TreeMap<String, Hash>();
        var before = Hash.leaf("what stood in the log before".getBytes(StandardCharsets.UTF_8));
        Stream.concat(Stream.of(before), leaves.stream())
                .flatMap(leaf -> tree.add(leaf).stream())
                .forEach(grown -> nodes.put(grown.node().toString(), grown.hash()));
        var origin = Origin.of(ORGANISATION).text();
        var proof = placed(entries.get(1), 2, nodes);
        proof.put("treeSize", tree.size());
        proof.put(
                "checkpoint",
                checkpointKey
                        .note(origin, new Checkpoint(origin, tree.size(), tree.root()).text())
                        .toString());
        proof.putArray("earlier").add(placed(entries.getFirst(), 1, nodes));
        Stream.of(key, checkpointKey).distinct().forEach(each -> proof.withArray("keys")
                .addObject()
                .put("id", each.known().id())
                .put("publicKey", each.publicKey()));
        return proof;
    }

    private static ObjectNode placed(String entry, int index, Map<String, Hash> nodes) {
        var path = MerklePath.inclusion(index, 3);
        var read = path.nodes()
                .collect(java.util.stream.Collectors.toMap(node -> node, (Node node) -> nodes.get(node.toString())));
        var placed = JSON.createObjectNode().put("entry", entry).put("index", index);
        path.hashes(read).forEach(hash -> placed.withArray("hashes").add(hash.toString()));
        return placed;
    }

    private List<String> entries() {
        return List.of(entry(0, "user.terminated", first), entry(1, "user.keys-destroyed", facts()));
    }

    private Map<String, Object> facts() {
        return isHeld ? Map.of(Statement.FACT, held.orElseGet(this::hash)) : Map.of();
    }

    private static String entry(int place, String action, Map<String, Object> facts) {
        var entry = JSON.createObjectNode().put("id", ENTRIES.get(place)).put("action", action);
        entry.put("organisationId", ORGANISATION).put("at", "2026-11-21T18:36:0" + place + ".123Z");
        entry.putObject("actor").put("kind", "SYSTEM");
        entry.putObject("target").put("kind", "user").put("id", PERSON);
        entry.set("facts", JSON.valueToTree(facts));
        entry.put("salt", "000102030405060708090a0b0c0d0e0" + place);
        return new String(Json.canonical(entry), StandardCharsets.UTF_8);
    }

    private static ObjectNode said() {
        var said = JSON.createObjectNode().put("format", 2).put("id", "receipt_01k9z3w8x0e1yrbtm2c4v5n6pb");
        said.put("organisationId", ORGANISATION).put("userId", PERSON);
        said.put("terminatedAt", "2026-11-21T18:36:04.123Z").put("self", true);
        said.put("keyDestroyedAt", "2026-11-21T18:36:05.123Z");
        said.putArray("erased")
                .addObject()
                .put("holder", "users")
                .putArray("what")
                .add("email");
        var retained = said.putArray("retained").addObject();
        retained.putArray("what").add("firstName").add("lastName").add("id");
        retained.put("ground", "audit and accounting, Art. 17(3)(b) and (e) GDPR")
                .put("until", "2036-11-21");
        var forGood = said.withArray("retained").addObject();
        forGood.putArray("what").add("receipt").add("terminationEntries");
        forGood.put("ground", "proof of this erasure, Art. 5(2) and 17(3)(b) and (e) GDPR")
                .put("until", "for good, being of ids alone");
        said.putArray("outOfReach").add("files downloaded before");
        said.put("storage", "overwritten in place (file system); the drive may keep old pages");
        said.putArray("support").add("privacy@acme.example \"Büro\" \u2028 ☺");
        return said;
    }
}
