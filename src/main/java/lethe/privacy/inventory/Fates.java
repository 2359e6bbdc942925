package lethe.privacy.inventory;

import java.util.List;

/**
 * What a termination makes of somebody's data, in the words of receipts.
 *
 * @param goes what is erased
 */
public record Fates(List<String> goes, List<RetainedData> stays) {}
