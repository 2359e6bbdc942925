package lethe.web.shell;

import java.util.Locale;
import lethe.platform.kernel.Permission;

/** An entry of the navigation, and the permissions of which one is required. */
public enum NavigationItem {
    HOME("/"),
    USERS("/users", Permission.MANAGE_USERS),
    ROLES("/roles", Permission.MANAGE_USERS, Permission.MANAGE_ROLES),
    PARTNERS("/partners", Permission.VIEW_PARTNERS),
    NEWSLETTERS("/newsletters", Permission.SEND_NEWSLETTERS),
    CONSENTS("/consents", Permission.VIEW_AUDIT_LOG, Permission.MANAGE_USERS),
    AUDIT("/audit", Permission.VIEW_AUDIT_LOG),
    ORGANISATION("/organisation", Permission.MANAGE_ORGANISATION);

    private final String address;
    private final Permission[] enough;

    NavigationItem(String address, Permission... enough) {
        this.address = address;
        this.enough = enough;
    }

    public String address() {
        return address;
    }

    /** The last part of the keys of its message and icon. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isOpen(PageContext shell) {
        return enough.length == 0 || shell.may(enough);
    }
}
