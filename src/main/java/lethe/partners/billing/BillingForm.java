package lethe.partners.billing;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import lethe.partners.billing.BillingFields.Account;
import lethe.partners.billing.BillingFields.Address;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/**
 * A complete set of billing details: absent fields are removed.
 *
 * @param version the version that was edited, 0 for none; absent: do not check for changes by others
 */
record BillingForm(
        @Nullable String legalName,
        @Nullable AddressForm address,
        @Nullable String vatId,
        @Nullable String taxNumber,
        @Nullable String iban,
        @Nullable String bic,
        @Nullable AccountForm account,
        @Nullable String currency,
        @Nullable String invoiceEmail,
        @Nullable Long version) {
    /** In the order of the form. */
    static final List<String> FIELDS = List.of(
            "legalName",
            "address.street",
            "address.postalCode",
            "address.city",
            "address.region",
            "address.country",
            "vatId",
            "taxNumber",
            "iban",
            "bic",
            "account.number",
            "account.bankCode",
            "account.bankName",
            "account.country",
            "currency",
            "invoiceEmail");

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_NUMBER = 50;
    private static final int LONGEST_POSTAL_CODE = 20;

    /** Leaves out personal data, for logs. */
    @Override
    public String toString() {
        return "BillingForm[…]";
    }

    record AddressForm(
            @Nullable String street,
            @Nullable String postalCode,
            @Nullable String city,
            @Nullable String region,
            @Nullable String country) {
        private static final AddressForm NONE = new AddressForm(null, null, null, null, null);

        @Override
        public String toString() {
            return "AddressForm[…]";
        }

        private Address checked(Validation fields) {
            return new Address(
                    fields.text("address.street", street, LONGEST_NAME),
                    optional(fields, "address.postalCode", postalCode, LONGEST_POSTAL_CODE),
                    fields.text("address.city", city, LONGEST_NAME),
                    optional(fields, "address.region", region, LONGEST_NAME),
                    CodeLists.country(fields, "address.country", country));
        }
    }

    record AccountForm(
            @Nullable String number,
            @Nullable String bankCode,
            @Nullable String bankName,
            @Nullable String country) {
        @Override
        public String toString() {
            return "AccountForm[…]";
        }

        private boolean isEmpty() {
            return Stream.of(number, bankCode, bankName, country).allMatch(BillingForm::isEmpty);
        }

        private Account checked(Validation fields) {
            return new Account(
                    fields.text("account.number", number, LONGEST_NUMBER),
                    fields.text("account.bankCode", bankCode, LONGEST_NUMBER),
                    fields.text("account.bankName", bankName, LONGEST_NAME),
                    CodeLists.country(fields, "account.country", country));
        }
    }

    /** Validates all fields and refuses with all errors together. */
    BillingFields checked() {
        var fields = new Validation();
        var checked = new BillingFields(
                fields.text("legalName", legalName, LONGEST_NAME),
                Objects.requireNonNullElse(address, AddressForm.NONE).checked(fields),
                isEmpty(vatId) ? null : Numbers.vatId(fields, vatId),
                taxNumber(fields),
                isEmpty(iban) ? null : Numbers.iban(fields, iban),
                isEmpty(bic) ? null : Numbers.bic(fields, bic),
                account == null || account.isEmpty() ? null : account.checked(fields),
                CodeLists.currency(fields, "currency", currency),
                email(fields, invoiceEmail));
        checkTogether(fields, checked);
        fields.check();
        return checked;
    }

    boolean isOutdated(long now) {
        return version != null && version != now;
    }

    private static void checkTogether(Validation fields, BillingFields checked) {
        if (checked.iban() != null && checked.account() != null) {
            fields.wrong("account", "not-both");
        }
        if (checked.bic() != null && checked.iban() == null) {
            fields.wrong("iban", "required");
        }
    }

    private static String email(Validation fields, @Nullable String typed) {
        var own = new Validation();
        var email = EmailAddress.check(own, "invoiceEmail", typed).typed();
        if (isEmpty(typed)) {
            fields.wrong("invoiceEmail", "required");
        } else if (!own.fine()) {
            fields.wrong("invoiceEmail", "format");
        }
        return email;
    }

    private @Nullable String taxNumber(Validation fields) {
        var number = optional(fields, "taxNumber", taxNumber, LONGEST_NUMBER);
        return number == null ? null : Numbers.taxNumber(fields, number);
    }

    private static @Nullable String optional(Validation fields, String field, @Nullable String typed, int most) {
        return isEmpty(typed) ? null : fields.text(field, typed, most);
    }

    private static boolean isEmpty(@Nullable String typed) {
        return typed == null || typed.isBlank();
    }
}
