package lethe.platform.requests;

import java.util.List;

/** A list short enough to be answered whole. */
public record Items<T>(List<T> items) {}
