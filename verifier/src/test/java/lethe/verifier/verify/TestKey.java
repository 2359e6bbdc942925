package lethe.verifier.verify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import lethe.verifier.checkpoints.KeyLink;
import lethe.verifier.checkpoints.SignedNote;
import lethe.verifier.checkpoints.Signer;
import tools.jackson.databind.node.ObjectNode;

/** The keys of RFC 8032, 7.1, whose private halves are public. */
enum TestKey {
    FIRST(
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
    SECOND(
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
    THIRD(
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");

    private final String seed;
    private final String point;

    TestKey(String seed, String point) {
        this.seed = seed;
        this.point = point;
    }

    KnownKey known() {
        return KnownKey.parse(publicKey()).orElseThrow();
    }

    /** In the form of receipts. */
    String publicKey() {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex("302a300506032b6570032100" + point));
    }

    byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String sign(String message) {
        return Base64.getEncoder().encodeToString(sign(message.getBytes(StandardCharsets.UTF_8)));
    }

    SignedNote note(String origin, String text) {
        return SignedNote.sign(text, new Signer(origin, known().key()), this::sign);
    }

    /** The previous key's statement about this one. */
    KeyLink after(TestKey before) {
        return link(before.known().id(), before);
    }

    /** The first key's statement about itself. */
    KeyLink first() {
        return link(KeyLink.FIRST, this);
    }

    private KeyLink link(String before, TestKey signer) {
        var key = known();
        return KeyLink.sign(
                key.id(),
                key.key(),
                before,
                "2026-11-21T18:00:00.000Z",
                signer.known().key(),
                signer::sign);
    }

    /** In the form of a list of published keys. */
    ObjectNode listed(KeyLink link) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", known().id())
                .put("publicKey", publicKey())
                .put("link", link.toString());
    }

    private PrivateKey privateKey() throws GeneralSecurityException {
        var spec = new EdECPrivateKeySpec(
                NamedParameterSpec.ED25519, HexFormat.of().parseHex(seed));
        return KeyFactory.getInstance("Ed25519").generatePrivate(spec);
    }
}
