package lethe.platform.usage;

/** SipHash-2-4 (Aumasson and Bernstein, 2012) of a single {@code long}, as eight bytes in little-endian order. */
final class SipHash {
    private static final long LENGTH = 8L << 56;

    private SipHash() {}

    static long of(long key0, long key1, long message) {
        var v0 = key0 ^ 0x736f6d6570736575L;
        var v1 = key1 ^ 0x646f72616e646f6dL;
        var v2 = key0 ^ 0x6c7967656e657261L;
        var v3 = key1 ^ 0x7465646279746573L ^ message;
        for (var round = 1; round <= 8; round++) {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            if (round == 2) {
                v0 ^= message;
                v3 ^= LENGTH;
            } else if (round == 4) {
                v0 ^= LENGTH;
                v2 ^= 0xff;
            }
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
