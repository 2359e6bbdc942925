package lethe.partners.billing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Billing details as values of the form fields; empty where absent. */
public final class BillingInput {
    private static final Pattern FOUR = Pattern.compile("(.{4})(?=.)");

    private BillingInput() {}

    public static Map<String, String> of(@Nullable BillingDetails details) {
        var typed = new LinkedHashMap<String, String>();
        BillingForm.FIELDS.forEach(field -> typed.put(field, ""));
        if (details != null) {
            var fields = details.particulars();
            fields.open().forEach((field, value) -> typed.put(field, Objects.requireNonNullElse(value, "")));
            typed.put("taxNumber", Objects.requireNonNullElse(fields.taxNumber(), ""));
            typed.put("iban", inFours(Objects.requireNonNullElse(fields.iban(), "")));
            putAccount(typed, fields.account());
        }
        return typed;
    }

    /** Groups an IBAN in fours, as printed on paper (ISO 13616). */
    public static String inFours(String iban) {
        return FOUR.matcher(iban).replaceAll("$1 ");
    }

    private static void putAccount(Map<String, String> typed, BillingFields.@Nullable Account account) {
        if (account != null) {
            typed.put("account.number", account.number());
            typed.put("account.bankCode", account.bankCode());
            typed.put("account.bankName", account.bankName());
            typed.put("account.country", account.country());
        }
    }
}
