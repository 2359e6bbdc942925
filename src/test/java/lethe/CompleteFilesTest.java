package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lethe.Stage.House;
import lethe.identity.users.User.Present;
import lethe.identity.users.Users;
import lethe.partners.partners.Partner;
import lethe.partners.partners.Partners;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.privacy.consent.ConsentRecord;
import lethe.privacy.consent.ConsentRecords;
import lethe.privacy.consent.RecordFilter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What is deleted, renamed or revoked while a file is written page by page neither cuts it off nor leaves a gap. */
@LetheTest
class CompleteFilesTest {
    private static final int MANY = Page.MOST + 50;

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Users users;

    @Autowired
    private Partners partners;

    @Autowired
    private ConsentRecords records;

    private House house;
    private OrganisationId organisation;
    private DeletableRows rows;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
        organisation = OrganisationId.parse(house.id()).orElseThrow();
        rows = new DeletableRows(context, house);
    }

    @Test
    void aFileOfUsersIsCompleteWhenTheLastUserOfAPageGoes() {
        createUsers();
        var all = ids(users());
        var ada = ada();

        var first = inHouse(() -> users.following(ada, null));
        rows.forget(first.getLast().id());
        var rest = inHouse(() -> users.following(ada, first.getLast()));

        assertThat(first).hasSize(Page.MOST);
        assertThat(ids(Stream.concat(first.stream(), rest.stream()).toList())).isEqualTo(all);
        assertThat(house.ada().get("/users/export").body().lines()).hasSize(MANY + 1);
    }

    @Test
    void aFileOfUsersIsCompleteWhenTheLastUserOfAPageIsRenamed() {
        createUsers();
        var ada = ada();

        var first = inHouse(() -> users.following(ada, null));
        rows.run("update app_user set last_name = 'Zzz' where id = '"
                + first.getLast().id().value() + "'");
        var rest = inHouse(() -> users.following(ada, first.getLast()));

        assertThat(rest).hasSize(MANY + 1 - Page.MOST + 1);
    }

    @Test
    void aFileOfPartnersIsCompleteWhenTheLastPartnerOfAPageGoes() {
        rows.add("partner", MANY);
        var ada = ada();

        var first = inHouse(() -> partners.following(ada, null));
        rows.delete("partner", first.getLast().id().value().toString());
        var rest = inHouse(() -> partners.following(ada, first.getLast()));

        assertThat(first).hasSize(Page.MOST);
        assertThat(rest).hasSize(MANY - Page.MOST);
        assertThat(Stream.concat(first.stream(), rest.stream()).map(Partner::id))
                .doesNotHaveDuplicates();
        assertThat(house.ada().page("/partners").status()).isEqualTo(200);
        assertThat(house.ada().form("/partners/files/export", Map.of()).body().lines())
                .hasSize(MANY);
    }

    @Test
    void aFileOfConsentRecordsIsCompleteWhenTheLastRecordOfAPageGoes() {
        rows.attested(MANY);
        var all = recordsOf().stream().map(ConsentRecord::id).toList();
        var written = new ArrayList<ConsentRecord>();

        export(page -> {
            written.addAll(page.records().items());
            rows.delete("attestation", written.getLast().id().toString());
        });

        assertThat(all).hasSizeGreaterThan(Page.MOST);
        assertThat(written.stream().map(ConsentRecord::id)).containsExactlyElementsOf(all);
    }

    private List<ConsentRecord> recordsOf() {
        var found = new ArrayList<ConsentRecord>();
        export(page -> found.addAll(page.records().items()));
        return found;
    }

    private void export(Consumer<ConsentRecords.Named> pages) {
        TenantContext.in(organisation, () -> {
            records.export(ada(), new RecordFilter(null, null), "csv", pages);
            return true;
        });
    }

    private List<Present> users() {
        var all = new ArrayList<Present>();
        var some = inHouse(() -> users.following(ada(), null));
        while (!some.isEmpty()) {
            all.addAll(some);
            some = inHouse(() -> users.following(ada(), all.getLast()));
        }
        return all;
    }

    private static List<UserId> ids(List<Present> people) {
        return people.stream().map(Present::id).toList();
    }

    private <T> T inHouse(TenantContext.Work<T> work) {
        return TenantContext.in(organisation, work);
    }

    private Actor ada() {
        return Actor.user(organisation, UserId.parse(house.adaId()).orElseThrow(), UserType.ADMIN, List.of());
    }

    private void createUsers() {
        for (var number = 0; number < MANY; number++) {
            assertThat(house.create("Klara" + number, Stage.email("k"), "INTERNAL", "Viewer")
                            .status())
                    .isEqualTo(201);
        }
    }
}
