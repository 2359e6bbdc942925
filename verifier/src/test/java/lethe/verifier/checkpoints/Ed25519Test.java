package lethe.verifier.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Points that are not anyone's key, and keys in more than one form. */
class Ed25519Test {
    private static final String X509 = "302a300506032b6570032100";
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);

    /** Each with either sign of x. */
    static List<String> pointsOfSmallOrder() {
        var y = new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);
        return Stream.of(BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE), y, P.subtract(y))
                .flatMap(each -> Stream.of(each, each.setBit(255)))
                .map(Ed25519Test::encoded)
                .toList();
    }

    static List<String> pointsThatAreNotReduced() {
        return Stream.of(0, 1, 2, 3, 4, 5, 6, 9, 18)
                .map(low -> P.add(BigInteger.valueOf(low)))
                .flatMap(each -> Stream.of(each, each.setBit(255)))
                .map(Ed25519Test::encoded)
                .toList();
    }

    @ParameterizedTest
    @MethodSource({"pointsOfSmallOrder", "pointsThatAreNotReduced"})
    void refusesPointsThatAreNoKey(String point) {
        assertThatThrownBy(() -> Ed25519.key(HexFormat.of().parseHex(point))).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> Ed25519.key(HexFormat.of().parseHex(X509 + point)))
                .isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void listsAllPointsOfSmallOrder() {
        for (var point : pointsOfSmallOrder()) {
            var y = new BigInteger(1, reversed(HexFormat.of().parseHex(point))).clearBit(255);
            assertThat(timesEight(y)).as(point).isEqualTo(BigInteger.ONE);
        }
        assertThat(pointsOfSmallOrder()).hasSize(10).doesNotHaveDuplicates();
    }

    /** Under the neutral point one signature matches every message; without our check the JDK accepts it. */
    @Test
    void rejectsASignatureThatMatchesEveryMessage() throws Exception {
        var neutral = HexFormat.of().parseHex(X509 + encoded(BigInteger.ONE));
        var key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(neutral));
        var signature = Arrays.copyOf(new byte[] {1}, 64);
        var message = "anything".getBytes(StandardCharsets.UTF_8);

        assertThat(believedByThePlatform(key, message, signature)).isTrue();
        assertThat(Ed25519.isSigned(key, message, signature)).isFalse();
        assertThat(SignedNote.parse("text\n\n" + line(key, signature) + "\n")
                        .orElseThrow()
                        .isSignedBy(new Signer("n", key)))
                .isFalse();
    }

    @Test
    void acceptsOneFormOfAKey() throws Exception {
        var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        var form = key.getEncoded();

        assertThat(Ed25519.key(form)).isEqualTo(key);
        assertThat(Ed25519.key(Arrays.copyOfRange(form, 12, 44))).isEqualTo(key);
        for (var other : List.of(
                Arrays.copyOf(form, 45),
                Arrays.copyOf(form, 43),
                Arrays.copyOf(form, 0),
                HexFormat.of()
                        .parseHex(
                                "302c300706032b65700500032100" + HexFormat.of().formatHex(form, 12, 44)))) {
            assertThatThrownBy(() -> Ed25519.key(other)).isInstanceOf(InvalidKeyException.class);
        }
    }

    @Test
    void acceptsOneFormOfBase64() {
        assertThat(StrictBase64.decode("AQI="))
                .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(1, 2));
        assertThat(StrictBase64.decode("")).isPresent();
        for (var other : List.of("AQI", "AQJ=", "AQI==", "AQI=\n", " AQI=", "AQ_=", "A", "=")) {
            assertThat(StrictBase64.decode(other)).as(other).isEmpty();
        }
    }

    private static boolean believedByThePlatform(PublicKey key, byte[] message, byte[] signature) throws Exception {
        var check = Signature.getInstance("Ed25519");
        check.initVerify(key);
        check.update(message);
        return check.verify(signature);
    }

    private static String line(PublicKey key, byte[] signature) {
        return SignedNote.sign("text\n", new Signer("n", key), text -> signature)
                .lines()
                .getFirst();
    }

    private static String encoded(BigInteger y) {
        var bytes = y.toByteArray();
        var big = new byte[32];
        for (var place = 0; place < Math.min(32, bytes.length); place++) {
            big[place] = bytes[bytes.length - 1 - place];
        }
        return HexFormat.of().formatHex(big);
    }

    private static byte[] reversed(byte[] little) {
        var big = new byte[little.length];
        for (var place = 0; place < little.length; place++) {
            big[place] = little[little.length - 1 - place];
        }
        return big;
    }

    /** The y coordinate of eight times a point, from x² alone: RFC 8032, 5.1.4, doubled three times. */
    private static BigInteger timesEight(BigInteger of) {
        var y = of;
        for (var doubling = 0; doubling < 3; doubling++) {
            var yy = y.multiply(y).mod(P);
            var xx = yy.subtract(BigInteger.ONE)
                    .multiply(D.multiply(yy).add(BigInteger.ONE).modInverse(P))
                    .mod(P);
            var product = D.multiply(xx).multiply(yy).mod(P);
            y = yy.add(xx)
                    .multiply(BigInteger.ONE.subtract(product).modInverse(P))
                    .mod(P);
        }
        return y;
    }
}
