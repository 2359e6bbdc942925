package lethe.selftest.prove;

import lethe.platform.kernel.Randomness;

/** Invents unique secrets to search for. */
record Invention(Randomness randomness) {
    String word() {
        return randomness.letters(16);
    }

    String email() {
        return word() + "@" + randomness.letters(12) + ".example";
    }

    String password() {
        return randomness.letters(8) + "-" + randomness.letters(12);
    }
}
