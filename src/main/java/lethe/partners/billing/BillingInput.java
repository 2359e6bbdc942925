package lethe.partners.billing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Billing details as the form has them: each field by its name, empty where there is nothing. */
public final class BillingInput {
    private static final Pattern FOUR = Pattern.compile("(.{4})(?=.)");

    private BillingInput() {}

    public static Map<String, String> of(@Nullable BillingDetails details) {
        var typed = new LinkedHashMap<String, String>();
        BillingForm.FIELDS.forEach(field -> typed.put(field, ""));
        if (details != null) {
            var particulars = details.particulars();
            particulars.open().forEach((field, value) -> typed.put(field, Objects.requireNonNullElse(value, "")));
            typed.put("taxNumber", Objects.requireNonNullElse(particulars.taxNumber(), ""));
            typed.put("iban", inFours(Objects.requireNonNullElse(particulars.iban(), "")));
            putAccount(typed, particulars.account());
        }
        return typed;
    }

    /** As it is printed on paper (ISO 13616). */
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
