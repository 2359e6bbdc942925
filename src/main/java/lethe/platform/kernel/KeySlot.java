package lethe.platform.kernel;

/**
 * The number of a key in the key file: what the database holds in the key's place. Never used again, not even after a
 * rollback.
 */
public record KeySlot(long number) {}
