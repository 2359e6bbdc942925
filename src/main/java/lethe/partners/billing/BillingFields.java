package lethe.partners.billing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Validated billing details.
 *
 * @param vatId with its country prefix, without spaces
 * @param iban without spaces; if present, {@code account} is absent
 * @param currency the currency of payments (ISO 4217)
 */
public record BillingFields(
        String legalName,
        Address address,
        @Nullable String vatId,
        @Nullable String taxNumber,
        @Nullable String iban,
        @Nullable String bic,
        @Nullable Account account,
        String currency,
        String invoiceEmail) {
    /** Leaves out personal data, for logs. */
    @Override
    public String toString() {
        return "Particulars[…]";
    }

    /** @param country ISO 3166-1 alpha-2 */
    public record Address(
            String street,
            @Nullable String postalCode,
            String city,
            @Nullable String region,
            String country) {
        @Override
        public String toString() {
            return "Address[…]";
        }
    }

    /** A bank account in a country without IBANs. */
    public record Account(String number, String bankCode, String bankName, String country) {
        @Override
        public String toString() {
            return "Account[…]";
        }
    }

    /** Fields whose old and new values the history may show, by their names in requests; absent ones are null. */
    Map<String, @Nullable String> open() {
        var open = new LinkedHashMap<String, @Nullable String>();
        open.put("legalName", legalName);
        open.put("address.street", address.street());
        open.put("address.postalCode", address.postalCode());
        open.put("address.city", address.city());
        open.put("address.region", address.region());
        open.put("address.country", address.country());
        open.put("vatId", vatId);
        open.put("bic", bic);
        open.put("currency", currency);
        open.put("invoiceEmail", invoiceEmail);
        return open;
    }

    /** Fields of which the history only says that they changed. */
    Map<String, @Nullable Object> secret() {
        var secret = new LinkedHashMap<String, @Nullable Object>();
        secret.put("taxNumber", taxNumber);
        secret.put("iban", iban);
        secret.put("account", account);
        return secret;
    }
}
