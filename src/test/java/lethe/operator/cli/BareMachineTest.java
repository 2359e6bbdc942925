package lethe.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine with nothing installed but the basics. */
class BareMachineTest {
    private static final String NOTES = "echo \"${0##*/} $*\" >> \"$LOG\"\n";
    private static final String CHROMIUM = "#!/bin/bash\nexit 0\n";

    @TempDir
    private Path place;

    private Launcher machine;

    @BeforeEach
    void makeTheMachine() throws IOException {
        machine = new Launcher(place);
    }

    @AfterEach
    void stop() throws InterruptedException {
        machine.close();
    }

    @Test
    void theTestsInstallTheirBrowserAsRoot() throws Exception {
        withMavenAndJdk().with("id", "echo 0").with("apt-get", NOTES + installing("chromium"));

        var code = machine.run("test");

        assertThat(code).as(machine.said()).isZero();
        assertThat(machine.calls())
                .satisfiesExactly(
                        call -> assertThat(call).startsWith("apt-get update"),
                        call -> assertThat(call).startsWith("apt-get install").endsWith(" chromium"),
                        call -> assertThat(call)
                                .startsWith("mvn ")
                                .endsWith("verify in " + machine.commands().resolve("chromium")));
    }

    @ParameterizedTest
    @MethodSource
    void usesAnInstalledBrowser(String name) throws Exception {
        withMavenAndJdk().with("id", "echo 0").with("apt-get", NOTES).with(name, "exit 0");

        assertThat(machine.run("test")).as(machine.said()).isZero();
        assertThat(machine.calls()).singleElement().asString().endsWith("/" + name);
    }

    static List<String> usesAnInstalledBrowser() {
        return List.of("chromium", "chromium-browser");
    }

    @Test
    void namesABrowserThatCannotBeInstalled() throws Exception {
        withMavenAndJdk().with("id", "echo 1000").with("apt-get", NOTES);

        assertThat(machine.run("test")).isEqualTo(1);
        assertThat(machine.said().lines())
                .singleElement()
                .asString()
                .isEqualTo("This machine lacks Chromium for the tests in a browser (apt-get install chromium):"
                        + " please install what is missing.");
        assertThat(machine.calls()).isEmpty();
    }

    @Test
    void namesABrowserWhoseInstallationFailed() throws Exception {
        withMavenAndJdk().with("id", "echo 0").with("apt-get", "echo 'No network.' >&2; exit 100");

        assertThat(machine.run("test")).isEqualTo(1);
        assertThat(machine.said()).contains("No network.").endsWith("please install what is missing.\n");
        assertThat(machine.calls()).isEmpty();
    }

    @Test
    void installsNothingIfSomethingElseIsMissing() throws Exception {
        machine.withJdk(25, "exit 0").with("id", "echo 0").with("apt-get", NOTES + installing("chromium"));

        assertThat(machine.run("test")).isEqualTo(1);
        assertThat(machine.said().lines()).singleElement().asString().contains("Maven", "Chromium");
        assertThat(machine.calls()).isEmpty();
    }

    @Test
    void namesEverythingThatIsMissing() throws Exception {
        machine.withJdk(25, "exit 0").with("id", "echo 1000");

        assertThat(machine.run("test")).isEqualTo(1);
        assertThat(machine.said().lines())
                .singleElement()
                .asString()
                .matches("This machine lacks Maven 3\\.8\\.7 .*, and Chromium .*: please install what is missing\\.");
        Files.createFile(place.resolve("pom.xml"));
        assertThat(machine.run("run")).isEqualTo(1);
        assertThat(machine.said().lines())
                .singleElement()
                .asString()
                .contains("Maven")
                .doesNotContain("Chromium");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "--help"})
    void namesJdkAndMavenInOneSentence(String command) throws Exception {
        withOldJdksOnly();

        assertThat(machine.run(command)).isEqualTo(1);
        assertThat(machine.said().lines())
                .singleElement()
                .asString()
                .matches(
                        "This machine lacks a JDK of version 25 .*, and Maven 3\\.8\\.7 .*: please install what is missing\\.");
    }

    @Test
    void doesNotRequireMavenOnceBuilt() throws Exception {
        withOldJdksOnly().built();

        assertThat(machine.run("run")).isEqualTo(1);
        assertThat(machine.said()).contains("JDK").doesNotContain("Maven");
    }

    @Test
    void reportsBuildStepsWithTimes() throws Exception {
        withMavenAndJdk();
        machine.with("mvn", """
                echo '[INFO] --- jte:3.2.3:generate (default) @ lethe ---'
                sleep 0.7
                echo '[INFO] Downloading from central: x'
                sleep 0.7
                echo '[INFO] --- compiler:3.14:compile (default-compile) @ lethe ---'
                sleep 0.7
                mkdir -p target && touch target/lethe.jar
                """)
                .withJdk(
                        25,
                        "for last; do :; done; case $* in *extract*) mkdir -p \"$last\" ;; *) echo ready at; exit 0 ;; esac");
        Files.createFile(place.resolve("pom.xml"));

        var code = machine.run("--help");

        assertThat(code).as(machine.said()).isZero();
        assertThat(machine.said().lines()).first().asString().startsWith("Building Lethe");
        assertThat(machine.said().lines().skip(1)).isNotEmpty().allMatch(line -> line.matches(" *\\d+:\\d\\d  \\w.+"));
        assertThat(machine.said())
                .containsSubsequence(
                        "generating the pages", "fetching libraries", "compiling", "starting Lethe once", "built");
    }

    @Test
    void aFailedBuildShowsItsLogAndIsRepeated() throws Exception {
        withMavenAndJdk();
        machine.with("mvn", "echo '[INFO] Downloaded from central: x'; echo '[ERROR] no such library'; exit 1");
        Files.createFile(place.resolve("pom.xml"));

        assertThat(machine.run("--help")).isEqualTo(1);
        assertThat(machine.said()).contains("[ERROR] no such library").doesNotContain("Downloaded");
        assertThat(place.resolve("target/app/built")).doesNotExist();
    }

    /**
     * Maven looks for JDKs in fewer places than the launcher, and the Java it comes with is too old to compile with.
     */
    @Test
    void mavenBuildsWithTheJdkFound() throws Exception {
        machine.jdk(place.resolve(".jdks/25"), 25, "exit 1")
                .with("java", "exit 1")
                .with(
                        "mvn",
                        "sed -n 's/^JAVA_VERSION=\"\\([0-9]*\\).*/\\1/p' \"$JAVA_HOME/release\" >> \"$LOG\"; exit 1");
        Files.createFile(place.resolve("pom.xml"));

        machine.run("--help");

        assertThat(machine.calls()).singleElement().satisfies(version -> assertThat(Integer.valueOf(version))
                .isGreaterThanOrEqualTo(25));
    }

    /** Otherwise Java, which takes its encoding from the locale, would garble non-ASCII characters. */
    @ParameterizedTest
    @ValueSource(strings = {"", "C"})
    void setsAUtf8LocaleIfNoneIsSet(String locale) throws Exception {
        machine.built().withJdk(25, "echo \"$LC_ALL\" >> \"$LOG\"").with("locale", """
                        case $1 in
                          charmap) echo ANSI_X3.4-1968 ;;
                          # So many that whoever reads the first alone ends this one by a signal.
                          -a) echo C; echo C.utf8; for number in {1..30000}; do echo "xx_$number.utf8"; done ;;
                        esac
                        """);
        if (!locale.isEmpty()) {
            machine.with("LC_ALL", Path.of(locale));
        }

        assertThat(machine.run("--help")).as(machine.said()).isZero();

        assertThat(machine.calls()).containsExactly("C.UTF-8");
    }

    @Test
    void keepsALocaleThatIsSet() throws Exception {
        machine.built()
                .withJdk(25, "echo \"$LC_ALL\" >> \"$LOG\"")
                .with("LC_ALL", Path.of("de_DE.UTF-8"))
                .with("locale", "case $1 in charmap) echo UTF-8 ;; -a) echo C.utf8 ;; esac");

        assertThat(machine.run("--help")).as(machine.said()).isZero();

        assertThat(machine.calls()).containsExactly("de_DE.UTF-8");
    }

    private Launcher withMavenAndJdk() throws IOException {
        return machine.withJdk(25, "exit 0").with("mvn", "echo \"mvn $* in $CHROMIUM\" >> \"$LOG\"");
    }

    /** The launcher reads a JDK's version with {@code sed}; so does this, for a JDK of this system. */
    private Launcher withOldJdksOnly() throws IOException {
        return machine.withJdk(21, "exit 0").with("sed", "echo 21");
    }

    private String installing(String command) {
        var file = machine.commands().resolve(command);
        return "[ \"$1\" != install ] || { printf '%s' '" + CHROMIUM + "' > " + file + "; chmod +x " + file + "; }";
    }
}
