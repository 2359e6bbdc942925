package lethe.vault.vault;

import java.util.UUID;

/** Where a sealed value stands, and the only place where it opens. */
public record SealContext(String table, String column, UUID row) {}
