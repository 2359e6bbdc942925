package lethe.partners.billing;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import lethe.platform.requests.Validation;
import org.iban4j.BicFormatException;
import org.iban4j.BicUtil;
import org.iban4j.CountryCode;
import org.iban4j.IbanFormatException;
import org.iban4j.IbanFormatException.IbanFormatViolation;
import org.iban4j.IbanUtil;
import org.iban4j.InvalidCheckDigitException;
import org.iban4j.UnsupportedCountryException;
import org.jspecify.annotations.Nullable;

/** Validates numbers that are prone to typos, with an error that says what is wrong. */
final class Numbers {
    /**
     * Characters that group digits on paper, in PDFs and on web pages: spaces of every width, dots, hyphens and dashes.
     */
    private static final Pattern GROUPING = Pattern.compile("[\\s\\p{Z}.\\p{Pd}\\u00AD\\u2212\\u00B7]+");

    private static final Pattern PRINTABLE = Pattern.compile("[0-9A-Z]*");
    private static final int NO_IBAN = 0;
    private static final int WRONG_LENGTH = 1;
    private static final int WRONG_PLACE = 2;

    /** Territories whose banks use the IBANs of another country (SWIFT IBAN Registry, "includes other territories"). */
    private static final Map<String, Set<String>> TERRITORIES = Map.of(
            "FI", Set.of("AX"),
            "FR", Set.of("BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"),
            "GB", Set.of("GG", "IM", "JE"));

    private Numbers() {}

    static String vatId(Validation fields, @Nullable String typed) {
        var vatId = new VatId(compact(typed));
        vatId.flaw().ifPresent(flaw -> {
            switch (flaw) {
                case UNKNOWN -> fields.wrong("vatId", "unknown");
                case FORMAT -> fields.wrong("vatId", "format", vatId.state());
                case CHECKSUM -> fields.wrong("vatId", "checksum");
            }
        });
        return vatId.text();
    }

    static String iban(Validation fields, @Nullable String typed) {
        var iban = compact(typed);
        try {
            IbanUtil.validate(iban);
            if (!PRINTABLE.matcher(iban).matches()) {
                fields.wrong("iban", "format", NO_IBAN, "", 0, 0);
            }
        } catch (InvalidCheckDigitException mistyped) {
            fields.wrong("iban", "checksum");
        } catch (UnsupportedCountryException none) {
            fields.wrong("iban", "unknown");
        } catch (IbanFormatException wrong) {
            addFormatError(fields, iban, wrong.getFormatViolation());
        }
        return iban;
    }

    static String bic(Validation fields, @Nullable String typed) {
        var bic = compact(typed);
        try {
            BicUtil.validate(bic);
            if (!PRINTABLE.matcher(bic).matches()) {
                fields.wrong("bic", "format");
            }
        } catch (UnsupportedCountryException none) {
            fields.wrong("bic", "unknown");
        } catch (BicFormatException wrong) {
            fields.wrong("bic", "format");
        }
        return bic;
    }

    /** Only removes grouping, because tax numbers have too many formats to validate. */
    static String taxNumber(Validation fields, String typed) {
        var number = compact(typed);
        if (number.isEmpty() && !typed.isEmpty()) {
            fields.wrong("taxNumber", "format");
        }
        return number;
    }

    static boolean isOfCountry(String vatId, String country) {
        return new VatId(vatId).countries().contains(country);
    }

    static boolean isOfSameCountry(String bic, String iban) {
        var bank = BicUtil.getCountryCode(bic);
        var account = IbanUtil.getCountryCode(iban);
        return bank.equals(account)
                || TERRITORIES.getOrDefault(account, Set.of()).contains(bank);
    }

    private static void addFormatError(Validation fields, String iban, IbanFormatViolation violation) {
        switch (violation) {
            case COUNTRY_CODE_EXISTS -> fields.wrong("iban", "unknown");
            case BBAN_LENGTH -> {
                var country = iban.substring(0, 2);
                var length = IbanUtil.getIbanLength(CountryCode.getByCode(country));
                fields.wrong("iban", "format", WRONG_LENGTH, country, length, iban.length());
            }
            case BBAN_ONLY_DIGITS, BBAN_ONLY_UPPER_CASE_LETTERS, BBAN_ONLY_DIGITS_OR_LETTERS ->
                fields.wrong("iban", "format", WRONG_PLACE, "", 0, 0);
            default -> fields.wrong("iban", "format", NO_IBAN, "", 0, 0);
        }
    }

    private static String compact(@Nullable String typed) {
        return GROUPING.matcher(Objects.requireNonNullElse(typed, ""))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
    }
}
