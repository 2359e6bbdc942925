package lethe.privacy.inventory;

/**
 * The terms on which a column is stored: keys of messages such as {@code inventory.purpose.…}.
 *
 * @param basis an article of the GDPR, such as {@code 6(1)(b)}
 * @param recipients {@code nobody} means not even the person: a hash that would only help an attacker
 */
public record Terms(String purpose, String basis, String retention, String recipients, Fate atTermination) {
    /** What a termination does to the data. */
    public enum Fate {
        ERASED,
        RETAINED
    }
}
