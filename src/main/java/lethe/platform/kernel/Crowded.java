package lethe.platform.kernel;

/** 503: the memory limit for all concurrent request bodies is reached, so this one is not read. */
public final class Crowded extends Unavailable {}
