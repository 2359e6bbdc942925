package lethe.privacy.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.audit.log.Audit;
import lethe.platform.database.RoundTrip;
import lethe.vault.storage.FaultyDisk;
import lethe.vault.storage.FaultyDisk.Point;
import lethe.vault.vault.Vault;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.util.AopTestUtils;

/**
 * Interrupts terminations at every step, with failing disks: they never report success too early, and always finish.
 */
@LetheTest
class TerminationFaultsTest {
    private static final RuntimeException KILLED = new IllegalStateException("killed");
    private static final FaultyDisk DISK = new FaultyDisk();

    @TempDir
    private static Path place;

    @Autowired
    private Stage stage;

    @Autowired
    private UnfinishedTerminations unfinished;

    @MockitoSpyBean
    private TerminationTarget departures;

    @MockitoSpyBean
    private TerminationStore store;

    @MockitoSpyBean
    private ReceiptIssuer issuer;

    @MockitoSpyBean
    private Audit audit;

    @MockitoSpyBean
    private Vault vault;

    private House house;
    private Person bea;
    private Person leo;

    @TestConfiguration
    static class Disks {
        @Bean
        @Primary
        FaultyDisk disk() {
            return DISK;
        }
    }

    /** Few buckets, so that everyone shares them and the index doubles during the test. */
    @DynamicPropertySource
    static void fewBucketsAndAMirror(DynamicPropertyRegistry settings) throws IOException {
        var mirror = Files.createDirectory(place.resolve("mirror"));
        DISK.withMirror(mirror);
        settings.add("lethe.keys-mirror", mirror::toString);
        settings.add("lethe.directory-buckets", () -> "4");
    }

    @BeforeEach
    void createBeaAndLeo() {
        house = stage.house();
        bea = house.person(stage.anybody(), "Bea", "INTERNAL", "Viewer");
        leo = house.person(stage.anybody(), "Leo", "INTERNAL", "Viewer");
    }

    private record Step(String name, Consumer<TerminationFaultsTest> kill) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Step> stepsOfDeleting() {
        return Stream.of(
                new Step(
                        "the person leaves",
                        test -> doThrow(KILLED).when(bare(test.departures)).leave(any(), any(), any(), any(), any())),
                new Step("it is recorded", test -> doThrow(KILLED)
                        .when(bare(test.audit))
                        .record(any(RoundTrip.class), any(), eq("user.terminated"), any(), any())),
                new Step(
                        "it is noted for the receipt",
                        test -> doThrow(KILLED).when(bare(test.store)).insert(any(), any())),
                new Step("keys are listed", test -> doThrow(KILLED)
                        .when(bare(test.vault))
                        .forgetLater(any(RoundTrip.class), any(), any())));
    }

    static Stream<Step> stepsOfDestroying() {
        return Stream.of(
                new Step(
                        "keys are destroyed",
                        test -> doThrow(KILLED).when(bare(test.vault)).forgetAll(any(), any())),
                new Step("their destruction is recorded", test -> doThrow(KILLED)
                        .when(bare(test.audit))
                        .record(any(RoundTrip.class), any(), eq("user.keys-destroyed"), any(), anyMap())),
                new Step(
                        "the receipt is signed",
                        test -> doThrow(KILLED).when(bare(test.issuer)).sign(any(), any(), any(), any(), any())),
                new Step(
                        "the receipt is stored",
                        test -> doThrow(KILLED).when(bare(test.store)).finish(any(), any())));
    }

    @ParameterizedTest
    @MethodSource("stepsOfDeleting")
    void anInterruptedDeletionChangesNothing(Step step) {
        step.kill().accept(this);
        assertThat(terminate()).isEqualTo(500);
        reset(departures, store, issuer, audit, vault);

        assertThat(signIn(bea)).isEqualTo(200);
        assertThat(receipt()).isEqualTo(404);
        assertThat(house.ada().get("/users/" + bea.id()).text("email")).isEqualTo(bea.email());

        assertThat(terminate()).isEqualTo(200);
        assertBeaIsForgotten();
    }

    @ParameterizedTest
    @MethodSource("stepsOfDestroying")
    void anInterruptedDestructionIsFinishedLater(Step step) {
        step.kill().accept(this);
        assertThat(terminate()).isEqualTo(500);
        unfinished.look();
        assertThat(signIn(bea)).isEqualTo(401);
        assertThat(receipt()).isEqualTo(404);
        reset(departures, store, issuer, audit, vault);

        unfinished.look();

        assertThat(receipt()).isEqualTo(200);
        assertBeaIsForgotten();
        assertThat(terminate()).as("repeated termination").isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOTS_FULL", "DIRECTORY_FULL", "READ_ONLY", "MIRROR_FULL"})
    void aDiskFailureLeavesTheTerminationPendingUntilRetried(Point point) {
        DISK.failingAt(point);
        var told = house.ada().post("/users/" + bea.id() + "/termination", Map.of());
        var left = leo.api().post("/me/termination", Map.of());
        var created =
                house.create("Max", Stage.email("max"), "INTERNAL", "Viewer").status();
        var receipt = receipt();
        DISK.mended();

        assertThat(told.status()).isEqualTo(202);
        assertThat(told.text("status")).isEqualTo("PENDING");
        assertThat(left.status()).isEqualTo(202);
        assertThat(created).isEqualTo(503);
        assertThat(receipt).isEqualTo(404);
        assertThat(signIn(bea)).isEqualTo(401);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> receipt() == 200);
        assertBeaIsForgotten();
        assertThat(DISK.halts()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOTS_FULL", "DIRECTORY_FULL", "READ_ONLY"})
    void aDiskFailureKeepsTheFormerEmail(Point point) {
        var next = Stage.email("leo.neu");
        DISK.failingAt(point);
        var refused = change(next);
        var whileItFails = signIn(leo);
        DISK.mended();

        assertThat(refused).isEqualTo(503);
        assertThat(whileItFails).isEqualTo(200);
        assertThat(signIn(leo)).isEqualTo(200);
        assertThat(change(next)).isEqualTo(200);
        assertThat(signIn(next)).isEqualTo(200);
        assertThat(signIn(leo)).isEqualTo(401);
    }

    /** The bean without its transaction proxy, which does not exist while failures are injected. */
    private static <T> T bare(T spied) {
        return AopTestUtils.getUltimateTargetObject(spied);
    }

    private void assertBeaIsForgotten() {
        assertThat(signIn(bea)).isEqualTo(401);
        assertThat(signIn(house.person(stage.anybody(), "Klara", "INTERNAL", "Viewer")))
                .isEqualTo(200);
        assertThat(house.create("Bea", bea.email(), "INTERNAL", "Viewer").status())
                .isEqualTo(201);
    }

    private int change(String email) {
        return leo.api()
                .patch("/me", Map.of("email", email, "currentPassword", Stage.PASSWORD))
                .status();
    }

    private int terminate() {
        return house.ada().post("/users/" + bea.id() + "/termination", Map.of()).status();
    }

    private int receipt() {
        return house.ada().get("/users/" + bea.id() + "/receipt").status();
    }

    private int signIn(Person person) {
        return signIn(person.email());
    }

    private int signIn(String email) {
        return stage.anybody()
                .post("/sign-in", Map.of("organisation", house.slug(), "email", email, "password", Stage.PASSWORD))
                .status();
    }
}
