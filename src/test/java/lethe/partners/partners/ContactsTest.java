package lethe.partners.partners;

import static lethe.partners.partners.Companies.create;
import static lethe.partners.partners.Companies.inTransaction;
import static lethe.partners.partners.Companies.organisation;
import static lethe.partners.partners.Companies.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.KeySlot;
import lethe.vault.vault.KeyDestroyed;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Contact e-mails are never stored in plain text, and are unreadable after deletion. */
@LetheTest
class ContactsTest {
    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Vault vault;

    @Autowired
    private Contacts contacts;

    private House house;
    private String email;
    private String id;

    @BeforeEach
    void aPartnerWithAnEmail() {
        house = stage.house();
        email = Stage.email("contact");
        id = create(house.ada(), "name", "Findable", "contactEmail", email);
    }

    @Test
    void noColumnContainsTheEmailInPlainText() {
        assertThat(tablesWith("Findable")).containsExactly("partner");
        assertThat(tablesWith(email)).isEmpty();
        assertThat(tablesWith(email.substring(0, email.indexOf('@')))).isEmpty();
    }

    @Test
    void deletionMakesTheEmailUnreadable() {
        var copy = copy();
        assertThat(open(copy)).isEqualTo(email);

        house.ada().delete("/partners/" + id);

        assertThat(copies()).isEmpty();
        assertThat(isDestroyed(copy)).isTrue();
        assertThatThrownBy(() -> open(copy)).isInstanceOf(KeyDestroyed.class);
    }

    @Test
    void replacementMakesTheEmailUnreadable() {
        var copy = copy();

        var other = Stage.email("contact");
        house.ada().patch("/partners/" + id, with("contactEmail", other));

        assertThatThrownBy(() -> open(copy)).isInstanceOf(KeyDestroyed.class);
        assertThat(open(copy())).isEqualTo(other);
    }

    @Test
    void removalMakesTheEmailUnreadable() {
        var copy = copy();

        house.ada().patch("/partners/" + id, with("contactEmail", ""));

        assertThatThrownBy(() -> open(copy)).isInstanceOf(KeyDestroyed.class);
    }

    @Test
    void anUnchangedEmailKeepsItsKey() {
        var copy = copy();

        house.ada().patch("/partners/" + id, with("name", "Another", "contactEmail", email));

        assertThat(open(copy)).isEqualTo(email);
        assertThat(copy().slot()).isEqualTo(copy.slot());
    }

    @Test
    void destroysKeysLeftByACrash() {
        var copy = copy();
        inTransaction(context, house, () -> {
            contacts.replace(organisation(house), PartnerId.parse(id).orElseThrow(), null);
            return true;
        });
        assertThat(open(copy)).isEqualTo(email);

        contacts.look();

        assertThatThrownBy(() -> open(copy)).isInstanceOf(KeyDestroyed.class);
        assertThat(isDestroyed(copy)).isTrue();
        assertThat(AsOwner.of(context)
                        .queryForObject("select count(*) from work where kind = 'PARTNER_FORGETTING'", Long.class))
                .isZero();
    }

    @Test
    void showsPartnersWithoutAnUnreadableEmail() {
        inTransaction(context, house, () -> {
            var organisation = organisation(house);
            var subject = PartnerId.parse(id).orElseThrow().value();
            vault.forgetLater(organisation, subject, List.of(copy().slot()));
            return vault.forget(organisation, subject);
        });

        var shown = house.ada().get("/partners/" + id);

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().has("contactEmail")).isFalse();
    }

    private record Copy(KeySlot slot, byte[] sealed) {}

    private Copy copy() {
        return copies().getFirst();
    }

    private List<Copy> copies() {
        return inTransaction(context, house, () -> jdbc.sql("select key_slot, email from partner_contact")
                .query((row, number) -> new Copy(new KeySlot(row.getLong("key_slot")), row.getBytes("email")))
                .list());
    }

    private String open(Copy copy) {
        var place = new SealContext(
                "partner_contact", "email", PartnerId.parse(id).orElseThrow().value());
        return inTransaction(context, house, () -> vault.open(organisation(house), copy.slot(), place, copy.sealed()));
    }

    private boolean isDestroyed(Copy copy) {
        return jdbc.sql("select exists (select from destroyed_slot where slot = :slot)")
                .param("slot", copy.slot().number())
                .query(Boolean.class)
                .single();
    }

    /** Every table readable by the application that contains the text, also as bytes. */
    private List<String> tablesWith(String text) {
        var hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return inTransaction(context, house, () -> jdbc.sql("""
                        select tablename
                        from pg_tables
                        where schemaname = 'public'
                        and has_table_privilege(format('%I.%I', schemaname, tablename), 'select')
                        """).query(String.class).list().stream()
                .filter(table -> rows(table).stream().anyMatch(row -> row.contains(text) || row.contains(hex)))
                .toList());
    }

    private List<String> rows(String table) {
        return jdbc.sql("select cast(one as text) from " + table + " one")
                .query(String.class)
                .list();
    }
}
