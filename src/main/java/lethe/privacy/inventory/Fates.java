package lethe.privacy.inventory;

import java.util.List;

/**
 * What a termination erases and retains of a person's data, in the phrases of receipts.
 *
 * @param goes the erased data
 * @param stays the retained data
 */
public record Fates(List<String> goes, List<RetainedData> stays) {}
