package lethe.platform.kernel;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** 403: the caller is authenticated but not allowed to do this. */
public final class Forbidden extends Refusal {
    private Forbidden(String code, List<FieldError> errors, Map<String, Object> extra) {
        super(403, code, errors, extra);
    }

    public static Forbidden missing(Collection<Permission> missing) {
        var names = missing.stream().sorted().map(Permission::name).toList();
        return new Forbidden("permission", List.of(), Map.of("missing", names));
    }

    /** R4: users cannot edit another person's personal data. */
    public static Forbidden personalDataOfAnother(Collection<String> fields) {
        var errors = fields.stream()
                .map(field -> FieldError.of(field, "personal-data-of-another"))
                .toList();
        return new Forbidden("personal-data-of-another", errors, Map.of());
    }

    /** The caller must first set a password or decide about the notice. */
    public static Forbidden untilState(String code, String state) {
        return new Forbidden(code, List.of(), Map.of("state", state));
    }

    /** A personal access token where a session is required. */
    public static Forbidden sessionRequired() {
        return new Forbidden("session-required", List.of(), Map.of());
    }

    /** The last sign-in is too old, and the request carries no password. */
    public static Forbidden recentSignInRequired() {
        return new Forbidden("recent-sign-in-required", List.of(), Map.of());
    }

    /** The form's token is missing, forged or expired. */
    public static Forbidden forgedForm() {
        return new Forbidden("forged-form", List.of(), Map.of());
    }

    /** A plain http request to an installation that is served over https. */
    public static Forbidden httpsRequired() {
        return new Forbidden("https-required", List.of(), Map.of());
    }

    public static Forbidden moreThanYouHave() {
        return new Forbidden("more-than-you-have", List.of(), Map.of());
    }

    public static Forbidden ownRights() {
        return new Forbidden("own-rights", List.of(), Map.of());
    }

    public static Forbidden adminsOnly() {
        return new Forbidden("admins-only", List.of(), Map.of());
    }

    /** A newsletter of the operator, which organisations can read but not change. */
    public static Forbidden operatorsOwn() {
        return new Forbidden("operators-own", List.of(), Map.of());
    }
}
