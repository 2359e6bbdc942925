package lethe.platform.kernel;

/**
 * The number of a key in the key file, which the database stores instead of the key. Never reused, not even after a rollback.
 */
public record KeySlot(long number) {}
