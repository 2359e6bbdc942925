package lethe.platform.kernel;

import java.util.EnumSet;
import java.util.Set;

/** What a role can allow, in the order in which responses list it. */
public enum Permission {
    /** See users, create them, reassign their role and type, terminate them. */
    MANAGE_USERS,
    /** Create, change and delete roles. */
    MANAGE_ROLES,
    /** See partners. */
    VIEW_PARTNERS,
    /** Create and change partners. */
    EDIT_PARTNERS,
    /** See the billing details of partners. */
    VIEW_BILLING_DETAILS,
    /** Change billing details, deactivate and delete partners. */
    EDIT_BILLING_DETAILS,
    /** Read the audit log and the records of terminated users. */
    VIEW_AUDIT_LOG,
    /** Write and send the organisation's newsletters. */
    SEND_NEWSLETTERS,
    /** Change the organisation's name, support channels and notices. */
    MANAGE_ORGANISATION;

    /** The permissions that this one includes. */
    public Set<Permission> implies() {
        return switch (this) {
            case EDIT_PARTNERS -> Set.of(VIEW_PARTNERS);
            case VIEW_BILLING_DETAILS -> Set.of(VIEW_PARTNERS);
            case EDIT_BILLING_DETAILS -> EnumSet.of(VIEW_PARTNERS, VIEW_BILLING_DETAILS);
            case MANAGE_USERS, MANAGE_ROLES, VIEW_PARTNERS, VIEW_AUDIT_LOG, SEND_NEWSLETTERS, MANAGE_ORGANISATION ->
                Set.of();
        };
    }

    /** The permissions with all that they imply. */
    public static Set<Permission> closure(Set<Permission> ticked) {
        var all = EnumSet.noneOf(Permission.class);
        for (var permission : ticked) {
            all.add(permission);
            all.addAll(permission.implies());
        }
        return all;
    }

    /** The heading under which pages list it: {@code PEOPLE}, {@code PARTNERS}, {@code BILLING} or {@code ORGANISATION}. */
    public String group() {
        return switch (this) {
            case MANAGE_USERS, MANAGE_ROLES -> "PEOPLE";
            case VIEW_PARTNERS, EDIT_PARTNERS -> "PARTNERS";
            case VIEW_BILLING_DETAILS, EDIT_BILLING_DETAILS -> "BILLING";
            case VIEW_AUDIT_LOG, SEND_NEWSLETTERS, MANAGE_ORGANISATION -> "ORGANISATION";
        };
    }

    /** Whether it controls other users' access; external users cannot have such a permission. */
    public boolean manages() {
        return switch (this) {
            case MANAGE_USERS, MANAGE_ROLES, MANAGE_ORGANISATION -> true;
            case VIEW_PARTNERS,
                    EDIT_PARTNERS,
                    VIEW_BILLING_DETAILS,
                    EDIT_BILLING_DETAILS,
                    VIEW_AUDIT_LOG,
                    SEND_NEWSLETTERS -> false;
        };
    }
}
