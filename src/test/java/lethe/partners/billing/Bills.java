package lethe.partners.billing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lethe.Api;
import lethe.Api.Answer;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.partners.partners.PartnerId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Valid billing details for tests, and users who may see them. */
final class Bills {
    static final String IBAN = "DE89370400440532013000";

    private Bills() {}

    static Map<String, Object> right() {
        var address = Map.of("street", "Lindenweg 3", "postalCode", "10115", "city", "Berlin", "country", "DE");
        var form = new HashMap<String, Object>();
        form.put("legalName", "Kanari Media GmbH");
        form.put("address", address);
        form.put("vatId", "DE136695976");
        form.put("iban", IBAN);
        form.put("bic", "COBADEFF");
        form.put("currency", "EUR");
        form.put("invoiceEmail", "rechnung@" + Stage.CANARY + ".example");
        return form;
    }

    /** Replaces some fields; null removes one. */
    static Map<String, Object> with(@Nullable Object... fieldsAndValues) {
        var form = right();
        for (var place = 0; place < fieldsAndValues.length; place += 2) {
            var field = String.valueOf(fieldsAndValues[place]);
            var value = fieldsAndValues[place + 1];
            if (value == null) {
                form.remove(field);
            } else {
                form.put(field, value);
            }
        }
        return form;
    }

    static Map<String, Object> account() {
        return Map.of("number", "000123456", "bankCode", "021000021", "bankName", "First Bank", "country", "US");
    }

    /** As the form sends them. */
    static Map<String, String> typed(Map<String, Object> form) {
        var typed = new LinkedHashMap<String, String>();
        form.forEach((field, value) -> {
            if (value instanceof Map<?, ?> parts) {
                parts.forEach((part, text) -> typed.put(field + "." + part, String.valueOf(text)));
            } else {
                typed.put(field, String.valueOf(value));
            }
        });
        return typed;
    }

    static String partner(Api api) {
        return api.post("/partners", Map.of("name", "Kanari Media")).text("id");
    }

    static String at(String partner) {
        return "/partners/" + partner + "/billing-details";
    }

    /** A user with a role of exactly these permissions. */
    static Person person(
            ApplicationContext context, Stage stage, House house, String firstName, String... permissions) {
        var name = "Role " + UUID.randomUUID();
        inTransaction(context, house, () -> context.getBean(JdbcClient.class)
                .sql("""
                        insert into role (id, organisation_id, name, permissions, created_at)
                        values (gen_random_uuid(), :organisation, :name, :permissions, now())
                        """)
                .param("organisation", organisation(house).value())
                .param("name", name)
                .param("permissions", permissions)
                .update());
        return house.person(stage.anybody(), firstName, "INTERNAL", name);
    }

    /** The audit entries about a partner's billing details, latest first. */
    static List<String> entries(House house, String partner, String action) {
        return house.ada()
                .get("/audit?limit=200&target=" + partner + "&action=" + action)
                .json()
                .path("items")
                .valueStream()
                .map(entry -> entry.path("facts").toString())
                .toList();
    }

    static List<String> wrongs(Answer refused) {
        return refused.json()
                .path("errors")
                .valueStream()
                .map(one ->
                        one.path("field").asString() + " " + one.path("code").asString())
                .toList();
    }

    static PartnerId id(String partner) {
        return PartnerId.parse(partner).orElseThrow();
    }

    static OrganisationId organisation(House house) {
        return OrganisationId.parse(house.id()).orElseThrow();
    }

    static <T> T inTransaction(ApplicationContext context, House house, TenantContext.Work<T> work) {
        var transaction = context.getBean(TransactionTemplate.class);
        return TenantContext.in(organisation(house), () -> transaction.execute(status -> work.run()));
    }
}
