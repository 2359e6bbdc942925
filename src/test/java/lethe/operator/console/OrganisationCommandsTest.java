package lethe.operator.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.management.Command;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The output of {@code lethe organisation}, line by line. */
@LetheTest
class OrganisationCommandsTest {
    @Autowired
    private List<Command> commands;

    @Test
    void printsNotesBeforeLinkAndToken() throws Exception {
        var lines = create("Kl\u0430ra", "\u0440\u0430\u0443\u0440\u0430\u04CF" + Stage.email(""));

        assertThat(lines)
                .extracting(line -> line.replaceAll("(: (org|user)_| http| lethe_).*", ""))
                .containsExactly(
                        "organisation",
                        "user",
                        "note: firstName mixed-scripts",
                        "note: email looks-alike",
                        "link:",
                        "token:");
    }

    @Test
    void printsNoNoteForUsualNames() throws Exception {
        assertThat(create("Клара", Stage.email("klara"))).hasSize(4).noneMatch(line -> line.startsWith("note"));
    }

    @Test
    void printsNotesForAddedAdministrators() throws Exception {
        var slug = create("Ada", Stage.email("ada")).getFirst().replaceAll(".* ", "");
        var options = new HashMap<>(admin("Kl\u0430ra", Stage.email("klara")));
        options.put("slug", slug);

        assertThat(run("organisation-add-admin", options)).contains("note: firstName mixed-scripts");
    }

    private List<String> create(String firstName, String email) throws Exception {
        var options = new HashMap<>(admin(firstName, email));
        options.put("name", "Commands " + Math.abs((long) email.hashCode()));
        options.put("print-token", "true");
        return run("organisation-create", options);
    }

    private static Map<String, String> admin(String firstName, String email) {
        return Map.of(
                "admin-first-name",
                firstName,
                "admin-last-name",
                "Kanari",
                "admin-email",
                email,
                "consent-given",
                "true");
    }

    private List<String> run(String name, Map<String, String> options) throws Exception {
        return commands.stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElseThrow()
                .run(options);
    }
}
