package lethe.audit.transparency;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import lethe.platform.database.Tenants;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.kernel.TenantContext;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.KeptCheckpoint;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.checkpoints.SignedNote;
import lethe.verifier.checkpoints.Signer;
import lethe.verifier.verify.EvidenceFile;
import lethe.verifier.verify.FileRefused;
import lethe.verifier.verify.KnownKey;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refuses to start if a log does not reach a checkpoint that was kept elsewhere: the only way to detect a database and a key file
 * that are equally old.
 */
@Component
class LeastCheckpoint {
    private static final String NAME = "LETHE_MIN_CHECKPOINT";
    private final String named;
    private final TreeReader tree;
    private final Tenants tenants;
    private final TransactionTemplate transaction;

    LeastCheckpoint(
            @Value("${lethe.min-checkpoint:}") String named,
            TreeReader tree,
            Tenants tenants,
            TransactionTemplate transaction) {
        this.named = named;
        this.tree = tree;
        this.tenants = tenants;
        this.transaction = transaction;
    }

    void require() {
        if (!named.isBlank()) {
            var note = note().flatMap(SignedNote::parse).orElseThrow(LeastCheckpoint::none);
            require(note, Checkpoint.parse(note.text()).orElseThrow());
        }
    }

    /** The note itself, from which an environment variable may have lost the last line feed, or the file that contains it. */
    private Optional<String> note() {
        try {
            return named.contains("\n")
                    ? KeptCheckpoint.note(named.stripTrailing() + "\n")
                    : EvidenceFile.checkpoint(Path.of(named));
        } catch (FileRefused tooLong) {
            throw none();
        } catch (IOException unreadable) {
            throw new StartupRefused(NAME + " names the file " + named + ", which cannot be read.");
        }
    }

    private static StartupRefused none() {
        return new StartupRefused(NAME + " contains no checkpoint: use a signed note as returned by"
                + " GET /api/v1/audit/checkpoint, a receipt with its proof, or a file with either.");
    }

    private void require(SignedNote note, Checkpoint checkpoint) {
        var origin = new Origin(checkpoint.origin());
        var organisation = tenants.all().stream()
                .filter(each -> Origin.of(each).equals(origin.log()))
                .findFirst()
                .orElseThrow(() -> tooOld(checkpoint, "has no such log"));
        if (!in(organisation, log -> log.reaches(organisation, checkpoint))) {
            var size = in(organisation, TreeReader::latest)
                    .map(TreeReader.Kept::size)
                    .orElse(0L);
            throw tooOld(checkpoint, size < checkpoint.size() ? "has " + size + " entries" : "has another history");
        } else if (in(organisation, log -> log.keys(origin)).stream()
                .flatMap(key -> KnownKey.parse(key.publicKey()).stream())
                .noneMatch(key -> note.isSignedBy(new Signer(origin.text(), key.key())))) {
            throw new StartupRefused(NAME + " is not signed by any key of this installation.");
        }
    }

    private <T> T in(OrganisationId organisation, Function<TreeReader, T> question) {
        return TenantContext.in(
                organisation, () -> Objects.requireNonNull(transaction.execute(status -> question.apply(tree))));
    }

    private static StartupRefused tooOld(Checkpoint named, String instead) {
        return new StartupRefused(NAME + " names a checkpoint over " + named.size() + " entries of " + named.origin()
                + ", and this database " + instead
                + ": it is too old. If the key file is as old, all users terminated since would be back: "
                + "restore the newest of both. If the key file is current and no newer database is left, "
                + "run lethe restore or lethe audit declare-restore, and start once without "
                + NAME + ": the audit log then declares what it has lost.");
    }
}
