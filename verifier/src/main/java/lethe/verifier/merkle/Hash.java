package lethe.verifier.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A SHA-256 hash of the tree: RFC 9162, 2.1.1. */
public record Hash(byte[] bytes) {
    public static final int LENGTH = 32;
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    public Hash {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has " + LENGTH + " bytes, not " + bytes.length);
        }
    }

    /** The root of the empty tree. */
    public static Hash empty() {
        return of();
    }

    public static Hash leaf(byte[] content) {
        return of(LEAF, content);
    }

    public static Hash node(Hash left, Hash right) {
        return of(NODE, left.bytes, right.bytes);
    }

    /** Empty if the text is not a hash in base64, or not in its only valid form (RFC 4648, 3.5). */
    public static Optional<Hash> parse(String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64);
            return Optional.of(bytes)
                    .filter(one -> one.length == LENGTH)
                    .map(Hash::new)
                    .filter(hash -> hash.toString().equals(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** In base64. */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    private static Hash of(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return new Hash(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
