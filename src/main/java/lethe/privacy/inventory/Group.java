package lethe.privacy.inventory;

import java.util.Arrays;
import java.util.Locale;

/** What people meet their data in, everywhere the same: notice, termination, receipt, download, record of processing. In their order. */
public enum Group {
    ACCOUNT,
    SIGNING_IN,
    CONSENT,
    NEWSLETTERS,
    WORK,
    SECURITY_LOG,
    PARTNERS,
    ORGANISATION;

    /** As columns and messages name it: {@code signing-in}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Group of(String key, String column) {
        return Arrays.stream(values())
                .filter(group -> group.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(column + " names no group: " + key));
    }
}
