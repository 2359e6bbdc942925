package lethe.platform.requests;

import static lethe.fuzzing.Readers.Reader.ofText;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import lethe.fuzzing.Readers;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Refusal;
import lethe.platform.kernel.TypeId;
import lethe.platform.kernel.UserId;

final class KernelReaders implements Readers {
    @Override
    public Map<String, Reader> all() {
        return Map.of(
                "type-id", ofText(KernelReaders::typeId),
                "secret-token", ofText(KernelReaders::secretToken),
                "cursor", ofText(KernelReaders::cursor),
                "time", ofText(KernelReaders::time),
                "e-mail", ofText(KernelReaders::email),
                "search-words", ofText(KernelReaders::searchWords),
                "name", ofText(KernelReaders::name));
    }

    private static void typeId(String text) {
        UserId.parse(text).ifPresent(id -> assertThat(id.toString()).isEqualTo(text));
        TypeId.decode(text).ifPresent(id -> assertThat(TypeId.encode(id)).isEqualTo(text));
    }

    private static void secretToken(String text) {
        SecretToken.parse("pat", text).ifPresent(token -> {
            assertThat(token.text()).isEqualTo(text);
            assertThat(text).contains(TypeId.encode(token.organisation().value()));
        });
    }

    private static void cursor(String text) {
        try {
            assertThat(Page.cursor(Objects.requireNonNull(Page.after(text)))).isEqualTo(text);
        } catch (BadRequest refused) {
            assertThat(refused).isNotNull();
        }
    }

    private static void time(String text) {
        Rfc3339.parse(text).map(Rfc3339::text).ifPresent(written -> {
            assertThat(written).hasSize("2026-11-21T18:36:04.123Z".length());
            assertThat(Rfc3339.parse(written).map(Rfc3339::text)).hasValue(written);
        });
    }

    /** The normal form is idempotent; otherwise one address would count as two. */
    private static void email(String text) {
        EmailAddress.parse(text).ifPresent(email -> {
            assertThat(EmailAddress.parse(email.typed())).hasValue(email);
            assertThat(EmailAddress.parse(email.normal()).map(EmailAddress::normal))
                    .hasValue(email.normal());
        });
        EmailAddress.check(new Validation(), "email", text);
    }

    private static void searchWords(String text) {
        try {
            assertThat(SearchWords.of(text)).allMatch(word -> !word.isBlank() && text.contains(word));
        } catch (Refusal refused) {
            assertThat(refused).isNotNull();
        }
    }

    private static void name(String text) {
        var fields = new Validation();
        var name = fields.name("firstName", text);
        if (fields.fine()) {
            assertThat(text).contains(name);
            assertThat(new Validation().name("firstName", name)).isEqualTo(name);
        }
    }
}
