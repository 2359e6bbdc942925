package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lethe.verifier.checkpoints.KeyLink;
import lethe.verifier.verify.VerificationResult.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** From an old known key to the key that signed, only as far as each key has signed the next. */
class KeyChainTest {
    private static final TestKey OLD = TestKey.FIRST;
    private static final TestKey MIDDLE = TestKey.SECOND;
    private static final TestKey NEW = TestKey.THIRD;
    private static final String NO_RECEIPT_OF_THEIRS = "does not follow from a key you named";

    @TempDir
    private Path place;

    @Test
    void provesAReceiptOfALaterKeyWithAnOldOne() throws Exception {
        var file = listing(NEW, MIDDLE.after(OLD), NEW.after(MIDDLE));

        agree(file, Kind.PROVEN, OLD);
        agree(file, Kind.PROVEN, MIDDLE);
        agree(file, Kind.PROVEN, NEW);
        agree(file, Kind.CONSISTENT);
        agree(listing(NEW, NEW.after(MIDDLE), MIDDLE.after(OLD), OLD.first()), Kind.PROVEN, OLD);
        assertThat(ReceiptCheck.check(file.toString(), List.of(OLD.known())).steps())
                .anyMatch(step -> step.contains(NEW.known().id() + " follows from one you named"));
    }

    @Test
    void stopsAtABrokenChain() throws Exception {
        agree(listing(NEW, NEW.after(MIDDLE)), Kind.FALSE, OLD);
        agree(listing(NEW, MIDDLE.after(OLD)), Kind.FALSE, OLD);
        agree(listing(NEW), Kind.FALSE, OLD);
        assertThat(ReceiptCheck.check(listing(NEW).toString(), List.of(OLD.known()))
                        .steps())
                .anyMatch(step -> step.contains(NO_RECEIPT_OF_THEIRS));
    }

    @Test
    void isNotFollowedBackwardsOrFromAKeysOwnStatement() throws Exception {
        agree(listing(OLD, MIDDLE.after(OLD), NEW.after(MIDDLE)), Kind.FALSE, NEW);
        agree(listing(NEW, NEW.first(), OLD.first()), Kind.FALSE, OLD);
    }

    @Test
    void doesNotFollowAForgedLink() throws Exception {
        var right = NEW.after(OLD).toString();
        var byItself = KeyLink.sign(
                NEW.known().id(),
                NEW.known().key(),
                OLD.known().id(),
                "2026-11-21T18:00:00.000Z",
                NEW.known().key(),
                NEW::sign);
        var ofAnother = right.replace(NEW.publicKey(), MIDDLE.publicKey());
        var later = right.replace("18:00:00", "18:00:01");

        for (var forged : List.of(byItself.toString(), ofAnother, later, "", "x", right.strip())) {
            var file = listing(NEW);
            file.withArray("/proof/keys")
                    .addObject()
                    .setAll(NEW.listed(NEW.after(OLD)).put("link", forged));
            agree(file, Kind.FALSE, OLD);
            agree(file, Kind.CONSISTENT);
        }
    }

    @Test
    void followsACircleOnce() throws Exception {
        agree(listing(NEW, MIDDLE.after(OLD), OLD.after(MIDDLE), NEW.after(OLD)), Kind.PROVEN, MIDDLE);
    }

    @Test
    void followsTheCheckpointsKeyLikeTheReceipts() throws Exception {
        var file = new MadeReceipt(OLD, NEW).file();
        agree(file, Kind.CONSISTENT, OLD);

        file.withArray("/proof/keys").removeAll().add(OLD.listed(OLD.first())).add(NEW.listed(NEW.after(OLD)));

        agree(file, Kind.PROVEN, OLD);
    }

    @Test
    void aSavedListOfKeysWorksForEveryKindOfFile() throws IOException {
        var list = list(MIDDLE.listed(MIDDLE.after(OLD)), NEW.listed(NEW.after(MIDDLE)));
        var broken = list(NEW.listed(NEW.after(MIDDLE)));
        for (var each : MadeFiles.all(NEW).entrySet()) {
            var file = write(each.getValue());

            assertThat(run(file, "--key", OLD.publicKey(), "--keys", list))
                    .as(each.getKey())
                    .isZero();
            assertThat(run(file, "--key", OLD.publicKey(), "--keys", broken))
                    .as(each.getKey())
                    .isEqualTo(1);
            assertThat(run(file, "--key", OLD.publicKey())).as(each.getKey()).isEqualTo(1);
            assertThat(run(file, "--keys", list)).as("no key to begin with").isEqualTo(2);
        }
    }

    @Test
    void refusesInvalidListsOfKeys() throws IOException {
        var file = write(MadeFiles.promised(OLD));
        for (var list : List.of("", "[]", "{}", "{\"items\":{}}", OLD.publicKey())) {
            assertThat(run(file, "--key", OLD.publicKey(), "--keys", write(list)))
                    .as(list)
                    .isEqualTo(2);
        }
    }

    private static ObjectNode listing(TestKey signer, KeyLink... links) {
        var file = new MadeReceipt(signer, signer).file();
        var keys = file.withArray("/proof/keys").removeAll();
        Stream.of(links)
                .map(link -> Stream.of(TestKey.values())
                        .filter(key -> key.known().id().equals(link.key()))
                        .findFirst()
                        .orElseThrow()
                        .listed(link))
                .forEach(keys::add);
        return file;
    }

    private String list(ObjectNode... keys) throws IOException {
        var list = Json.MAPPER.createObjectNode();
        list.putArray("items").addAll(Arrays.asList(keys));
        return write(list.toString());
    }

    private String write(String text) throws IOException {
        return Files.writeString(Files.createTempFile(place, "some", ".json"), text)
                .toString();
    }

    private int run(String... typed) {
        var sink = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        var home = System.setProperty("user.home", place.toString());
        try {
            return LetheVerifier.run(new ArrayList<>(List.of(typed)), sink, sink);
        } finally {
            System.setProperty("user.home", home);
        }
    }

    private void agree(ObjectNode file, Kind expected, TestKey... named) throws Exception {
        var known = Stream.of(named).map(TestKey::known).toList();
        var result = ReceiptCheck.check(file.toString(), known);
        assertThat(result.kind()).as(String.join("\n", result.steps()) + file).isEqualTo(expected);
        var typed = Stream.of(named).map(TestKey::publicKey).toArray(String[]::new);
        assertThat(StrangersVerifier.verdict(place, file.toString(), typed))
                .isEqualTo(expected.name().toLowerCase(Locale.ROOT));
    }
}
