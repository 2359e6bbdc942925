package lethe.verifier.merkle;

import java.util.List;

/** A proof that a tree only grew: the tree of the first size is the beginning of the tree of the second. */
public record Consistency(long from, long to, List<Hash> hashes) {
    /** RFC 9162, 2.1.4.2. */
    public boolean proves(Hash first, Hash second) {
        if (from < 0 || from > to) {
            return false;
        } else if (from == to) {
            return hashes.isEmpty() && first.equals(second);
        } else if (from == 0) {
            return hashes.isEmpty() && first.equals(Hash.empty());
        } else {
            return walk(first, second);
        }
    }

    private boolean walk(Hash first, Hash second) {
        var isComplete = Long.bitCount(from) == 1;
        if (!isComplete && hashes.isEmpty()) {
            return false;
        }
        var seed = isComplete ? first : hashes.getFirst();
        var rest = isComplete ? hashes : hashes.subList(1, hashes.size());
        var up = Long.numberOfTrailingZeros(from);
        return walk((from - 1) >>> up, (to - 1) >>> up, seed, rest, first, second);
    }

    private static boolean walk(long inFirst, long inSecond, Hash seed, List<Hash> rest, Hash first, Hash second) {
        var old = seed;
        var grown = seed;
        for (var hash : rest) {
            if (inSecond == 0) {
                return false;
            }
            if ((inFirst & 1) == 1 || inFirst == inSecond) {
                old = Hash.node(hash, old);
                grown = Hash.node(hash, grown);
                while ((inFirst & 1) == 0 && inFirst != 0) {
                    inFirst >>>= 1;
                    inSecond >>>= 1;
                }
            } else {
                grown = Hash.node(grown, hash);
            }
            inFirst >>>= 1;
            inSecond >>>= 1;
        }
        return inSecond == 0 && old.equals(first) && grown.equals(second);
    }
}
