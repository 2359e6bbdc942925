package lethe.vault.vault;

import java.util.UUID;

/** The location of a sealed value, to which it is bound: it opens nowhere else. */
public record SealContext(String table, String column, UUID row) {}
