package lethe.partners.partners;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lethe.Api;
import lethe.Api.Answer;
import lethe.Stage.House;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Partners created over REST for tests, and roles that organisations do not have by default. */
public final class Companies {
    private Companies() {}

    public static Map<String, Object> with(Object... fieldsAndValues) {
        var form = new HashMap<String, Object>();
        for (var place = 0; place < fieldsAndValues.length; place += 2) {
            form.put((String) fieldsAndValues[place], fieldsAndValues[place + 1]);
        }
        return form;
    }

    public static String create(Api api, Object... fieldsAndValues) {
        return api.post("/partners", with(fieldsAndValues)).text("id");
    }

    static List<String> names(Answer list) {
        return list.json()
                .path("items")
                .valueStream()
                .map(partner -> partner.path("name").asString())
                .toList();
    }

    /** A role with exactly these permissions, named after the first. */
    public static String role(ApplicationContext context, House house, String... permissions) {
        inTransaction(context, house, () -> context.getBean(JdbcClient.class)
                .sql("""
                        insert into role (id, organisation_id, name, permissions, created_at)
                        values (gen_random_uuid(), :organisation, :name, :permissions, now())
                        """)
                .param("organisation", organisation(house).value())
                .param("name", permissions[0])
                .param("permissions", permissions)
                .update());
        return permissions[0];
    }

    static OrganisationId organisation(House house) {
        return OrganisationId.parse(house.id()).orElseThrow();
    }

    static <T> T inTransaction(ApplicationContext context, House house, TenantContext.Work<T> work) {
        var transaction = context.getBean(TransactionTemplate.class);
        return TenantContext.in(organisation(house), () -> transaction.execute(status -> work.run()));
    }
}
