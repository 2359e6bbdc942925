package lethe.platform.usage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A set of numbers that can be added to, counted once and wiped. Numbers already in it are found without a lock; outgrown tables
 * are wiped as well.
 */
final class Fingerprints {
    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long FREE = 0;
    private static final int AT_FIRST = 64;
    private volatile long[] table = new long[AT_FIRST];
    private int size;
    private boolean wiped;

    void add(long fingerprint) {
        var value = fingerprint == FREE ? 1 : fingerprint;
        if (!contains(table, value)) {
            insert(value);
        }
    }

    /** Returns the size, which collisions can only reduce, and empties the set permanently: later additions are ignored. */
    synchronized int wipe() {
        var before = size;
        Arrays.fill(table, FREE);
        size = 0;
        wiped = true;
        return before;
    }

    private synchronized void insert(long value) {
        if (!wiped && !contains(table, value)) {
            if (2 * size == table.length) {
                grow();
            }
            put(table, value);
            size++;
        }
    }

    private void grow() {
        var outgrown = table;
        var larger = new long[2 * outgrown.length];
        for (var value : outgrown) {
            if (value != FREE) {
                put(larger, value);
            }
        }
        table = larger;
        Arrays.fill(outgrown, FREE);
    }

    private static boolean contains(long[] table, long value) {
        var place = start(table, value);
        var found = (long) PLACE.getOpaque(table, place);
        while (found != FREE && found != value) {
            place = next(table, place);
            found = (long) PLACE.getOpaque(table, place);
        }
        return found == value;
    }

    private static void put(long[] table, long value) {
        var place = start(table, value);
        while (table[place] != FREE) {
            place = next(table, place);
        }
        PLACE.setOpaque(table, place, value);
    }

    private static int start(long[] table, long value) {
        return (int) value & table.length - 1;
    }

    private static int next(long[] table, int place) {
        return place + 1 & table.length - 1;
    }
}
