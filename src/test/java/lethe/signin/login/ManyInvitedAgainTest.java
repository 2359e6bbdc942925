package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;
import lethe.LetheTest;
import lethe.SeenStatements;
import lethe.Stage;
import lethe.Stage.House;
import lethe.identity.users.Invitations;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Inviting many users again works like inviting one, and locks them with as many statements. */
@LetheTest
class ManyInvitedAgainTest {
    private static final String OF_THE_INVITED = "user_id in (select id from app_user where type = 'INTERNAL')";

    @Autowired
    private Stage stage;

    @Autowired
    private Invitations invitations;

    @Autowired
    private List<DataSource> sources;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private House house;

    @BeforeEach
    void setTheScene() {
        house = stage.house();
    }

    @Test
    void manyAreLockedWithAsManyStatementsAsOne() {
        var people = invited("Ann", "Ben", "Cem", "Dan", "Eva", "Fay");

        var one = locks(people.subList(0, 1));
        var many = locks(people);

        assertThat(one).isNotEmpty();
        assertThat(many).hasSameSizeAs(one);
    }

    @Test
    void eachGetsANewLinkByMailAndAnAuditEntry() {
        var people = invited("Ann", "Ben");
        inHouse(() -> invitations.inviteAgain(ada(), people, Locale.ENGLISH));
        var before = hashes();

        inHouse(() -> invitations.inviteAgain(ada(), people, Locale.ENGLISH));

        assertThat(hashes()).hasSize(2).doesNotContainAnyElementsOf(before);
        assertThat(texts("select distinct handover from credential where " + OF_THE_INVITED))
                .containsExactly("LINK_BY_MAIL");
        assertThat(texts("select distinct by_mail::text from one_time_link where " + OF_THE_INVITED))
                .containsExactly("true");
        assertThat(people).allSatisfy(person -> assertThat(house.ada()
                        .get("/audit?action=user.link-issued&target=" + person)
                        .json()
                        .path("items"))
                .hasSize(2));
    }

    @Test
    void invitesNoneIfOneMustNotBeInvited() {
        var people = invited("Ann", "Ben");
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var all =
                Stream.concat(people.stream(), UserId.parse(vera.id()).stream()).toList();
        var before = hashes();
        var withoutPermissions = Actor.user(organisation(), ada().self(), UserType.INTERNAL, List.of());

        assertThatThrownBy(() -> inHouse(() -> invitations.inviteAgain(ada(), all, Locale.ENGLISH)))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> inHouse(() -> invitations.inviteAgain(withoutPermissions, people, Locale.ENGLISH)))
                .isInstanceOf(Forbidden.class);

        assertThat(hashes()).isEqualTo(before);
    }

    private List<String> locks(List<UserId> people) {
        return SeenStatements.during(
                        sources, () -> inHouse(() -> invitations.inviteAgain(ada(), people, Locale.ENGLISH)))
                .stream()
                .filter(sql -> sql.matches("(?s).*\\bfor (update|share)\\b.*"))
                .toList();
    }

    private List<UserId> invited(String... names) {
        return Stream.of(names)
                .map(name -> house.create(name, Stage.email("somebody"), "INTERNAL", "Viewer"))
                .map(made -> UserId.parse(made.text("id")).orElseThrow())
                .toList();
    }

    private List<String> hashes() {
        return texts("select encode(hash, 'hex') from one_time_link where " + OF_THE_INVITED + " order by user_id");
    }

    private List<String> texts(String sql) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(
                        status -> jdbc.sql(sql).query(String.class).list()));
    }

    private void inHouse(Runnable deed) {
        TenantContext.run(organisation(), () -> transaction.executeWithoutResult(status -> deed.run()));
    }

    private Actor ada() {
        return Actor.user(
                organisation(),
                UserId.parse(house.adaId()).orElseThrow(),
                UserType.ADMIN,
                List.of(Permission.values()));
    }

    private OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }
}
