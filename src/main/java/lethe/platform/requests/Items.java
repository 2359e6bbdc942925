package lethe.platform.requests;

import java.util.List;

/** A list that is short enough to be returned without pages. */
public record Items<T>(List<T> items) {}
