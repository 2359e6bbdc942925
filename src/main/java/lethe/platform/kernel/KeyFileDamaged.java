package lethe.platform.kernel;

/** One record of the key file fails its check; all others can still be read. */
public final class KeyFileDamaged extends Unavailable {}
