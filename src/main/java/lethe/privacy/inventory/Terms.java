package lethe.privacy.inventory;

/**
 * On which terms a datum is held: keys that the messages {@code inventory.purpose.…} and so on put into words.
 *
 * @param basis an article of the GDPR, {@code 6(1)(b)} say
 * @param recipients {@code nobody}: not even the person; it is a hash that could only help an attacker
 */
public record Terms(String purpose, String basis, String retention, String recipients, Fate atTermination) {
    /** What a termination does to it. */
    public enum Fate {
        ERASED,
        RETAINED
    }
}
