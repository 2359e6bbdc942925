package lethe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import lethe.Api.Answer;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.identity.users.Users;
import lethe.partners.billing.Billing;
import lethe.partners.partners.Partner;
import lethe.partners.partners.Partners;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.privacy.consent.ConsentRecords;
import lethe.privacy.consent.RecordFilter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Like {@link RightJustLostTest}, for files, which are read page by page and can take a while. */
@LetheTest
class FilesAfterALostRightTest {
    private static final List<Permission> RIGHTS = List.of(
            Permission.MANAGE_USERS,
            Permission.VIEW_PARTNERS,
            Permission.VIEW_BILLING_DETAILS,
            Permission.VIEW_AUDIT_LOG);

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Users users;

    @Autowired
    private Partners partners;

    @Autowired
    private Billing billing;

    @Autowired
    private ConsentRecords records;

    private House house;
    private Person bea;
    private DeletableRows rows;

    @BeforeEach
    void aUserWhoMayExportAll() {
        house = stage.house();
        house.ada()
                .post(
                        "/roles",
                        Map.of(
                                "name",
                                "Reader",
                                "permissions",
                                RIGHTS.stream().map(Enum::name).toList()));
        house.ada().post("/roles", Map.of("name", "Sender", "permissions", List.of("SEND_NEWSLETTERS")));
        bea = house.person(stage.anybody(), "Bea", "INTERNAL", "Reader");
        rows = new DeletableRows(context, house);
    }

    enum File {
        USERS,
        USERS_FOR_PROGRAMS,
        PARTNERS,
        PARTNERS_WITH_BILLING,
        LOG,
        WHOLE_LOG_WITH_PROOFS,
        PART_OF_THE_LOG_WITH_PROOFS,
        CONSENTS,
        CONSENTS_AS_JSON
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsRefusedIfTheRightIsLostBeforeItsFirstPage(File file) throws Exception {
        try (var first = FirstTransaction.in(context, house)) {
            first.does("update app_user set role_id = ? where id = ?", sender(), person());
            var answer = first.before(() -> download(file));
            first.commit();

            assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(403);
            assertThat(answer.get().body()).doesNotContain("createdAt", "lethe-audit-1");
            assertThat(answer.get().http().headers().firstValue("Content-Disposition"))
                    .as("a refusal is no file")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsWrittenWithTheRight(File file) {
        assertThat(download(file).status()).isEqualTo(200);
    }

    @Test
    void theNextUsersAreRefused() {
        var some = inHouse(() -> users.following(actor(), null));

        reassign();

        assertThatThrownBy(() -> inHouse(() -> users.following(actor(), some.getFirst())))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void theNextUsersAreRefusedToASuspendedUser() {
        var some = inHouse(() -> users.following(actor(), null));

        rows.run("update app_user set status = 'SUSPENDED' where id = '" + person() + "'");

        assertThatThrownBy(() -> inHouse(() -> users.following(actor(), some.getFirst())))
                .isInstanceOf(SignInFailed.class);
    }

    @Test
    void theNextPartnersAreRefused() {
        rows.add("partner", 2);
        var some = inHouse(() -> partners.following(actor(), null));

        rows.run("update role set permissions = array ['MANAGE_USERS'] where name = 'Reader'");

        assertThatThrownBy(() -> inHouse(() -> partners.following(actor(), some.getFirst())))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void theNextBillingDetailsAreRefusedAlthoughPartnersAreNot() {
        rows.add("partner", 1);
        rows.run("update role set permissions = array ['VIEW_PARTNERS'] where name = 'Reader'");

        var some = inHouse(() -> partners.following(actor(), null));

        var ids = some.stream().map(Partner::id).toList();
        assertThat(ids).isNotEmpty();
        assertThatThrownBy(() -> inHouse(() -> billing.export(actor(), ids))).isInstanceOf(Forbidden.class);
    }

    @Test
    void theNextConsentRecordsAreRefused() {
        rows.attested(Page.MOST + 1);
        var pages = new AtomicInteger();

        assertThatThrownBy(() -> inHouse(() -> {
                    records.export(actor(), new RecordFilter(null, null), "csv", page -> {
                        pages.incrementAndGet();
                        reassign();
                    });
                    return true;
                }))
                .isInstanceOf(Forbidden.class);

        assertThat(pages).hasValue(1);
    }

    private Answer download(File file) {
        var api = bea.api();
        return switch (file) {
            case USERS -> api.form("/users/export", Map.of());
            case USERS_FOR_PROGRAMS -> api.get("/users/export");
            case PARTNERS -> api.form("/partners/files/export", Map.of());
            case PARTNERS_WITH_BILLING -> api.form("/partners/files/export", Map.of("billing", "true"));
            case LOG -> api.page("/audit/export.csv");
            case WHOLE_LOG_WITH_PROOFS -> api.page("/audit/export.json");
            case PART_OF_THE_LOG_WITH_PROOFS -> api.page("/audit/export.json?action=user.created");
            case CONSENTS -> api.page("/consents/export/csv");
            case CONSENTS_AS_JSON -> api.page("/consents/export/json");
        };
    }

    private void reassign() {
        rows.run("update app_user set role_id = '" + sender() + "' where id = '" + person() + "'");
    }

    /** As she was when her request began. */
    private Actor actor() {
        return Actor.user(
                OrganisationId.parse(house.id()).orElseThrow(), new UserId(person()), UserType.INTERNAL, RIGHTS);
    }

    private <T> T inHouse(TenantContext.Work<T> work) {
        return TenantContext.in(OrganisationId.parse(house.id()).orElseThrow(), work);
    }

    private UUID person() {
        return UserId.parse(bea.id()).orElseThrow().value();
    }

    private UUID sender() {
        return RoleId.parse(house.role("Sender")).orElseThrow().value();
    }
}
