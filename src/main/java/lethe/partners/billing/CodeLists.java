package lethe.partners.billing;

import java.text.Collator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/** Countries (ISO 3166-1 alpha-2 and Kosovo) and currencies in current use (ISO 4217), as known to the JDK. */
public final class CodeLists {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    /** A widely used code; ISO 3166-1 only reserves it for private use. */
    private static final String KOSOVO = "XK";

    private static final Set<String> COUNTRIES = Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of(KOSOVO))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> CURRENCIES = Stream.of(Locale.getISOCountries())
            .flatMap(country -> Stream.ofNullable(Currency.getInstance(Locale.of("", country))))
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private CodeLists() {}

    /** Maps codes to names in that language, in its alphabetical order. */
    public static Map<String, String> countries(String language) {
        return inOrder(COUNTRIES, language, code -> countryName(code, language));
    }

    public static Map<String, String> currencies(String language) {
        return inOrder(CURRENCIES, language, code -> currencyName(code, language));
    }

    public static String countryName(String code, String language) {
        return Locale.of("", code).getDisplayCountry(Locale.of(language));
    }

    public static String currencyName(String code, String language) {
        return Currency.getInstance(code).getDisplayName(Locale.of(language)) + " (" + code + ")";
    }

    static String country(Validation fields, String field, @Nullable String typed) {
        return known(fields, field, typed, COUNTRY, COUNTRIES);
    }

    static String currency(Validation fields, String field, @Nullable String typed) {
        return known(fields, field, typed, CURRENCY, CURRENCIES);
    }

    private static String known(
            Validation fields, String field, @Nullable String typed, Pattern form, Set<String> codes) {
        var code = typed == null ? "" : typed.strip();
        if (code.isEmpty()) {
            fields.wrong(field, "required");
        } else if (!form.matcher(code).matches()) {
            fields.wrong(field, "format");
        } else if (!codes.contains(code)) {
            fields.wrong(field, "unknown");
        }
        return code;
    }

    private static Map<String, String> inOrder(Set<String> codes, String language, UnaryOperator<String> name) {
        var names = codes.stream().collect(Collectors.toMap(code -> code, name));
        var order = Map.Entry.<String, String>comparingByValue(Collator.getInstance(Locale.of(language)));
        var sorted = new LinkedHashMap<String, String>();
        names.entrySet().stream().sorted(order).forEach(one -> sorted.put(one.getKey(), one.getValue()));
        return sorted;
    }
}
