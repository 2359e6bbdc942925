package lethe.privacy.inventory;

import java.util.Arrays;
import java.util.Locale;

/**
 * The groups in which people see their data: in the notice, termination, receipt, download and record of processing. In
 * order of presentation.
 */
public enum Group {
    ACCOUNT,
    SIGNING_IN,
    CONSENT,
    NEWSLETTERS,
    WORK,
    SECURITY_LOG,
    PARTNERS,
    ORGANISATION;

    /** The name used in columns and message keys, such as {@code signing-in}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Group of(String key, String column) {
        return Arrays.stream(values())
                .filter(group -> group.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("unknown group of " + column + ": " + key));
    }
}
