package lethe.partners.partners;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/**
 * Validated details of a partner; optional ones are null if empty.
 *
 * @param name need not be unique
 * @param website begins with {@code http://} or {@code https://}
 * @param contactEmail may be personal data, and is stored sealed
 * @param category free text of the organisation
 */
record Details(
        String name,
        @Nullable String website,
        @Nullable String contactEmail,
        @Nullable String category) {
    /** Leaves out personal data, for logs. */
    @Override
    public String toString() {
        return "Details[…]";
    }

    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_WEBSITE = 500;
    private static final int LONGEST_CATEGORY = 60;
    private static final int LONGEST_REASON = 500;
    private static final Pattern WEB_ADDRESS =
            Pattern.compile("(?i)https?://[^\\s/?#@:\\[\\]]+(:\\d{1,5})?([/?#]\\S*)?");

    /** Validates all fields and refuses with all errors together. */
    static Details checked(
            @Nullable String name, @Nullable String website, @Nullable String contactEmail, @Nullable String category) {
        var fields = new Validation();
        var checked = new Details(
                composed(fields, "name", name, LONGEST_NAME),
                isEmpty(website) ? null : webAddress(fields, website),
                isEmpty(contactEmail)
                        ? null
                        : EmailAddress.check(fields, "contactEmail", contactEmail)
                                .typed(),
                isEmpty(category) ? null : composed(fields, "category", category, LONGEST_CATEGORY));
        fields.check();
        return checked;
    }

    /** Validates the reason for a deactivation, which is free text. */
    static String checkedReason(@Nullable String typed) {
        var fields = new Validation();
        var reason = text(fields, "reason", typed, LONGEST_REASON);
        fields.check();
        return reason;
    }

    /** Whether the text is valid as a category. */
    static boolean isCategory(String text) {
        var fields = new Validation();
        text(fields, "category", text, LONGEST_CATEGORY);
        return fields.fine();
    }

    /** The changed fields, by their names in requests. */
    List<String> changedFrom(Details before) {
        var changed = new ArrayList<String>();
        add(changed, "name", name, before.name);
        add(changed, "website", website, before.website);
        add(changed, "contactEmail", contactEmail, before.contactEmail);
        add(changed, "category", category, before.category);
        return changed;
    }

    private static void add(List<String> changed, String field, @Nullable String now, @Nullable String before) {
        if (!Objects.equals(now, before)) {
            changed.add(field);
        }
    }

    private static boolean isEmpty(@Nullable String typed) {
        return typed == null || typed.isBlank();
    }

    private static String webAddress(Validation fields, @Nullable String typed) {
        var website = fields.text("website", typed, LONGEST_WEBSITE);
        if (!isWebAddress(website)) {
            fields.wrong("website", "web-address");
        } else {
            fields.noEmailInside("website", website);
        }
        return website;
    }

    /**
     * Accepts any HTTP or HTTPS address, including internationalised ones, with a host and without user information.
     */
    private static boolean isWebAddress(String website) {
        try {
            return WEB_ADDRESS.matcher(website).matches() && new URI(website).getRawAuthority() != null;
        } catch (URISyntaxException notOne) {
            return false;
        }
    }

    private static String composed(Validation fields, String field, @Nullable String typed, int most) {
        return text(fields, field, Validation.composed(typed), most);
    }

    private static String text(Validation fields, String field, @Nullable String typed, int most) {
        var text = fields.text(field, typed, most);
        fields.noEmailInside(field, text);
        return text;
    }
}
