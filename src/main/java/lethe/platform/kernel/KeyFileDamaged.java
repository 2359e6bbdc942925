package lethe.platform.kernel;

/** The disk does not hold what was written of one thing; everything else can be read. */
public final class KeyFileDamaged extends Unavailable {}
