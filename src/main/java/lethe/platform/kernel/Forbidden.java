package lethe.platform.kernel;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** 403: the caller is known, and may not. */
public final class Forbidden extends Refusal {
    private Forbidden(String code, List<FieldError> errors, Map<String, Object> extra) {
        super(403, code, errors, extra);
    }

    public static Forbidden missing(Collection<Permission> missing) {
        var names = missing.stream().sorted().map(Permission::name).toList();
        return new Forbidden("permission", List.of(), Map.of("missing", names));
    }

    /** R4: nobody edits another's personal data. */
    public static Forbidden personalDataOfAnother(Collection<String> fields) {
        var errors = fields.stream()
                .map(field -> FieldError.of(field, "personal-data-of-another"))
                .toList();
        return new Forbidden("personal-data-of-another", errors, Map.of());
    }

    /** The state gate: a new password or the own consent comes first. */
    public static Forbidden untilState(String code, String state) {
        return new Forbidden(code, List.of(), Map.of("state", state));
    }

    /** A personal access token, where only the person may act. */
    public static Forbidden sessionRequired() {
        return new Forbidden("session-required", List.of(), Map.of());
    }

    /** The sign-in was too long ago, and no password was sent. */
    public static Forbidden recentSignInRequired() {
        return new Forbidden("recent-sign-in-required", List.of(), Map.of());
    }

    /** A form that this site did not hand out, or too long ago. */
    public static Forbidden forgedForm() {
        return new Forbidden("forged-form", List.of(), Map.of());
    }

    /** What was sent over http, where everything goes by https. */
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

    /** A newsletter of the operator's, which an organisation may read and not change. */
    public static Forbidden operatorsOwn() {
        return new Forbidden("operators-own", List.of(), Map.of());
    }
}
