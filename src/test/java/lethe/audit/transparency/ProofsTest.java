package lethe.audit.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.SignedNote;
import lethe.verifier.checkpoints.Signer;
import lethe.verifier.merkle.Consistency;
import lethe.verifier.merkle.Hash;
import lethe.verifier.merkle.Inclusion;
import lethe.verifier.verify.KnownKey;
import lethe.verifier.verify.ReceiptCheck;
import lethe.verifier.verify.VerificationResult.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The view of a client that trusts only the published key. */
@LetheTest
class ProofsTest {
    @Autowired
    private Stage stage;

    private House house;

    @BeforeEach
    void aHouse() {
        house = stage.house();
    }

    @Test
    void provesEveryEntryUnderASignedCheckpoint() {
        house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");
        var entries = entries();

        assertThat(entries).hasSizeGreaterThan(2);
        for (var entry : entries) {
            var proof = house.ada().get("/audit/proof/" + entry.path("id").asString());
            var root = checkpoint(proof).root();
            var leaf = Hash.leaf(proof.text("entry").getBytes(StandardCharsets.UTF_8));

            assertThat(proof.text("entry")).contains(entry.path("id").asString(), house.id());
            assertThat(leaf).hasToString(proof.text("leafHash"));
            assertThat(inclusion(proof.json()).proves(leaf, root)).isTrue();
            assertThat(inclusion(proof.json()).proves(Hash.leaf(new byte[0]), root))
                    .isFalse();
        }
    }

    @Test
    void provesAnEntryImmediatelyInTheOrderOfActs() {
        house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");
        var newest = entries().getFirst();

        var proof = house.ada().get("/audit/proof/" + newest.path("id").asString());

        assertThat(proof.status()).isEqualTo(200);
        var places = entries().stream()
                .map(entry -> entry.path("index").asLong(-1))
                .toList()
                .reversed();
        for (var place = 0; place < places.size(); place++) {
            assertThat(places.get(place)).isEqualTo((long) place);
        }
    }

    @Test
    void provesThatALaterCheckpointContinuesAnEarlierOne() {
        var earlier = house.ada().get("/audit/checkpoint");
        house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");
        var size = earlier.json().path("treeSize").asLong();

        var later = house.ada().get("/audit/checkpoint?from=" + size);

        var hashes = later.json().at("/consistency/hashes").valueStream().map(hash -> Hash.parse(hash.asString())
                .orElseThrow());
        var proof = new Consistency(size, later.json().path("treeSize").asLong(), hashes.toList());
        assertThat(proof.to()).isGreaterThan(size);
        assertThat(proof.proves(checkpoint(earlier).root(), checkpoint(later).root()))
                .isTrue();
        assertThat(proof.proves(Hash.empty(), checkpoint(later).root())).isFalse();
    }

    @Test
    void refusesUnknownSizesAndEntries() {
        var other = stage.house();
        var foreign = other.ada().get("/audit?limit=1").json().at("/items/0/id").asString();

        assertThat(house.ada().get("/audit/proof/" + foreign).status()).isEqualTo(404);
        assertThat(house.ada().get("/audit/checkpoint?from=1000000").status()).isEqualTo(400);
        assertThat(house.ada().get("/audit/checkpoint?from=-1").status()).isEqualTo(400);
        assertThat(house.ada().get("/audit/checkpoint?from=x").status()).isEqualTo(400);
    }

    @Test
    void aReceiptIsFirstPromisedAndSoonProven() throws InterruptedException {
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        var receipt = house.ada().post("/users/" + klara + "/termination", Map.of());
        var promised = ReceiptCheck.check(receipt.body(), List.of());

        var proven = whenProven(klara);

        assertThat(promised.kind()).isEqualTo(Kind.PROMISED);
        assertThat(receipt.text("proofBy")).isGreaterThan(receipt.text("keyDestroyedAt"));
        assertThat(ReceiptCheck.check(proven.body(), published()).kind()).isEqualTo(Kind.PROVEN);
        assertThat(proven.json().path("receipt")).isEqualTo(receipt.json());
        assertThat(house.ada().get("/users/" + klara + "/receipt").body()).isEqualTo(proven.body());
    }

    private List<JsonNode> entries() {
        return house.ada()
                .get("/audit?limit=200")
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private List<KnownKey> published() {
        return stage.anybody()
                .get("/keys")
                .json()
                .path("items")
                .valueStream()
                .flatMap(key -> KnownKey.parse(key.path("publicKey").asString()).stream())
                .toList();
    }

    private Answer whenProven(String person) throws InterruptedException {
        var answer = house.ada().get("/users/" + person + "/receipt");
        for (var tries = 0; !answer.json().has("proof") && tries < 50; tries++) {
            Thread.sleep(100);
            answer = house.ada().get("/users/" + person + "/receipt");
        }
        return answer;
    }

    /** The checkpoint of a response, signed under the organisation's name by a published key. */
    private Checkpoint checkpoint(Answer answer) {
        var note = SignedNote.parse(answer.text("checkpoint")).orElseThrow();
        var checkpoint = Checkpoint.parse(note.text()).orElseThrow();
        assertThat(checkpoint.origin()).isEqualTo("lethe/" + house.id());
        assertThat(checkpoint.size()).isEqualTo(answer.json().path("treeSize").asLong());
        assertThat(published()).anyMatch(key -> note.isSignedBy(new Signer(checkpoint.origin(), key.key())));
        return checkpoint;
    }

    private static Inclusion inclusion(JsonNode proof) {
        return new Inclusion(
                proof.path("index").asLong(),
                proof.path("treeSize").asLong(),
                proof.path("hashes")
                        .valueStream()
                        .map(hash -> Hash.parse(hash.asString()).orElseThrow())
                        .toList());
    }
}
