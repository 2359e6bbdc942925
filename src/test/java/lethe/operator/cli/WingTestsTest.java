package lethe.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./lethe test WING}: which tests Maven is told to run, recorded by a fake Maven. */
class WingTestsTest {
    private static final Path WINGS = Path.of("src/test/resources/wings.txt");

    @TempDir
    private Path place;

    private Launcher machine;

    @BeforeEach
    void makeTheMachine() throws IOException {
        machine = new Launcher(place)
                .withJdk(25, "exit 0")
                .with("mvn", "printf '%s\\n' \"$@\" >> \"$LOG\"")
                .with("chromium", "exit 0");
        Files.createDirectories(place.resolve(WINGS).getParent());
        Files.copy(WINGS, place.resolve(WINGS));
    }

    @AfterEach
    void stop() throws InterruptedException {
        machine.close();
    }

    @ParameterizedTest
    @CsvSource({
        "lifecycle, lifecycle",
        "operator, operator",
        "signin, signin lifecycle operator",
        "identity, identity signin lifecycle operator",
        "selftest, selftest operator",
        "verifier, verifier audit organisations web privacy partners messaging identity signin lifecycle operator selftest"
    })
    void testsAWingWithAllThatUseIt(String wing, String expected) throws Exception {
        assertThat(tested(wing)).containsExactlyInAnyOrder(expected.split(" "));
    }

    @Test
    void theLowestWingIsUsedByAllButTheVerifier() throws Exception {
        var all = Files.readAllLines(WINGS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll(":.*", ""))
                .filter(wing -> !wing.equals("verifier"))
                .toList();

        assertThat(all).hasSizeGreaterThan(10);
        assertThat(tested("platform")).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void testsSeveralWings() throws Exception {
        assertThat(tested("lifecycle", "selftest")).containsExactlyInAnyOrder("lifecycle", "selftest", "operator");
    }

    @Test
    void testsEverythingByDefault() throws Exception {
        assertThat(machine.run("test")).as(machine.said()).isZero();
        assertThat(machine.calls()).last().isEqualTo("verify");
        assertThat(machine.calls()).noneMatch(call -> call.startsWith("-Dtest="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identiy", "iden", "identity.users", ".*", "-x", "", "Identity", "identity:"})
    void refusesUnknownWingsAndListsKnownOnes(String wing) throws Exception {
        assertThat(machine.run("test", wing)).isEqualTo(2);
        assertThat(machine.said().lines())
                .singleElement()
                .asString()
                .startsWith("There is no wing " + wing + ". The wings are: ")
                .contains("platform verifier vault", " identity ")
                .endsWith("selftest.");
        assertThat(machine.calls()).isEmpty();
    }

    @Test
    void runsNothingIfOneWingIsUnknown() throws Exception {
        assertThat(machine.run("test", "identity", "nothing")).isEqualTo(2);
        assertThat(machine.calls()).isEmpty();
    }

    private List<String> tested(String... wings) throws Exception {
        var typed = new java.util.ArrayList<>(List.of("test"));
        typed.addAll(List.of(wings));
        assertThat(machine.run(typed.toArray(String[]::new))).as(machine.said()).isZero();
        assertThat(machine.calls()).last().isEqualTo("test");
        var chosen = machine.calls().stream()
                .filter(call -> call.startsWith("-Dtest="))
                .findFirst()
                .orElseThrow();
        assertThat(chosen).startsWith("-Dtest=HouseTest,");
        return Arrays.stream(chosen.substring("-Dtest=HouseTest,".length()).split(","))
                .map(pattern -> pattern.replaceAll("^lethe/(\\w+)/\\*\\*/\\*Test$", "$1"))
                .toList();
    }
}
