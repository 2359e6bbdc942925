package lethe.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.audit.transparency.TreeReader;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.verifier.verify.ExportCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Prints how long verifying takes: {@code mvn test -Dtest=ManyEntries}; part of no other run. */
@LetheTest
class ManyEntries {
    private static final int ENTRIES = 100_000;

    @TempDir
    private Path place;

    @Autowired
    private Stage stage;

    @Autowired
    private Audit audit;

    @Autowired
    private TreeReader book;

    @Autowired
    private Verifications verifications;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void areVerifiedLiveAndFromAnExport() throws Exception {
        var house = stage.house();
        var organisation = OrganisationId.parse(house.id()).orElseThrow();
        var ada = Actor.person(organisation, UserId.parse(house.adaId()).orElseThrow());
        for (var written = 0; written < ENTRIES; written += 1_000) {
            TenantContext.run(
                    organisation,
                    () -> transaction.executeWithoutResult(status -> {
                        for (var number = 0; number < 1_000; number++) {
                            audit.record(ada, "user.viewed", Target.of(ada.self()), Map.of("self", true));
                        }
                    }));
        }
        say("sequencing what was left", () -> book.bringUpToDate(organisation));

        say("verifying live", () -> assertThat(
                        verifications.verify(organisation, null).fault())
                .isEmpty());

        var file = place.resolve("audit.json");
        say(
                "exporting",
                () -> Files.writeString(
                        file, house.ada().page("/audit/export.json").body()));
        say("verifying the export", () -> assertThat(new ExportCheck(place, List.of(), null).isSound(file))
                .isTrue());
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void say(String what, Work work) throws Exception {
        var start = System.nanoTime();
        work.run();
        System.out.println(what + ", " + ENTRIES + " entries: "
                + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
    }
}
