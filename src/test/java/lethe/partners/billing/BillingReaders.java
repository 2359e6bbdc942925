package lethe.partners.billing;

import static lethe.fuzzing.Readers.Reader.ofText;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.BiFunction;
import lethe.fuzzing.Readers;
import lethe.platform.requests.Validation;

/** A valid number is normalised to plain letters and digits, and the result is valid as well. */
final class BillingReaders implements Readers {
    @Override
    public Map<String, Reader> all() {
        return Map.of(
                "iban", ofText(text -> check(text, Numbers::iban)),
                "bic", ofText(text -> check(text, Numbers::bic)),
                "vat-id", ofText(text -> check(text, Numbers::vatId)));
    }

    private static void check(String text, BiFunction<Validation, String, String> number) {
        var fields = new Validation();
        var read = number.apply(fields, text);
        if (fields.fine()) {
            var again = new Validation();
            assertThat(number.apply(again, read)).isEqualTo(read);
            assertThat(again.fine()).isTrue();
            assertThat(read).matches("[0-9A-Z+*]+");
        }
    }
}
