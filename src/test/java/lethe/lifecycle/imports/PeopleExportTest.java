package lethe.lifecycle.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.platform.database.AsOwner;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.DelegatingServletOutputStream;
import org.springframework.mock.web.MockHttpServletResponse;

/** What the client sees of a file that is refused in the middle is in {@code BrokenOffFilesTest}. */
@LetheTest
class PeopleExportTest {
    private static final List<Permission> RIGHTS = List.of(Permission.MANAGE_USERS);

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private PeopleExport export;

    @Test
    void isRefusedIfTheRightIsLostInTheMiddle() throws IOException {
        var house = stage.house();
        var bea = manager(house);
        for (var number = 0; number < Page.MOST; number++) {
            house.create("Klara", Stage.email("k"), "INTERNAL", "Viewer");
        }
        var organisation = OrganisationId.parse(house.id()).orElseThrow();
        var written = new ByteArrayOutputStream();
        var file = file(
                written,
                () -> AsOwner.within(
                        context,
                        organisation,
                        "update role set permissions = '{VIEW_PARTNERS}' where name = 'Manager of users'"));

        assertThatThrownBy(() -> TenantContext.in(organisation, () -> {
                    export.write(actor(organisation, bea), file);
                    return true;
                }))
                .isInstanceOf(Forbidden.class);

        var lines = written.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).as("only of the first page").hasSizeBetween(2, 1 + Page.MOST);
    }

    private Person manager(House house) {
        house.ada().post("/roles", Map.of("name", "Manager of users", "permissions", RIGHTS));
        return house.person(stage.anybody(), "Bea", "INTERNAL", "Manager of users");
    }

    /** As she was when her request began. */
    private static Actor actor(OrganisationId organisation, Person person) {
        return Actor.user(organisation, UserId.parse(person.id()).orElseThrow(), UserType.INTERNAL, RIGHTS);
    }

    /** @param meanwhile runs once, when the first bytes are sent */
    private static CsvOutput file(ByteArrayOutputStream to, Runnable meanwhile) throws IOException {
        var response = new MockHttpServletResponse() {
            @Override
            public ServletOutputStream getOutputStream() {
                return new DelegatingServletOutputStream(to) {
                    @Override
                    public void write(byte[] bytes, int from, int count) throws IOException {
                        if (to.size() == 0) {
                            meanwhile.run();
                        }
                        super.write(bytes, from, count);
                    }
                };
            }
        };
        return CsvOutput.forPrograms(response, ExportApi.FILE);
    }
}
