package lethe.platform.kernel;

/** 503: what all requests together hold has reached its bound, so that this one is not read. */
public final class Crowded extends Unavailable {}
