package lethe.partners.billing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom to pay and where, checked.
 *
 * @param vatId with the letters of its state, without spaces
 * @param iban without spaces; where there is one, there is no {@code account}
 * @param currency by ISO 4217, in which the partner is paid
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
    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "Particulars[…]";
    }

    /** @param country by ISO 3166-1 alpha-2 */
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

    /** A bank account in a country that has no IBAN. */
    public record Account(String number, String bankCode, String bankName, String country) {
        @Override
        public String toString() {
            return "Account[…]";
        }
    }

    /** What may be shown of a change, by the names that requests use; absent ones are null. */
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

    /** Of which a change says no more than that they were changed. */
    Map<String, @Nullable Object> secret() {
        var secret = new LinkedHashMap<String, @Nullable Object>();
        secret.put("taxNumber", taxNumber);
        secret.put("iban", iban);
        secret.put("account", account);
        return secret;
    }
}
