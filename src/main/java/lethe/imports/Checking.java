package lethe.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lethe.admissions.Newcomers;
import lethe.csv.Table;
import lethe.imports.Import.Status;
import lethe.imports.Judge.Verdict;
import lethe.kernel.Actor;
import lethe.kernel.OrganisationId;
import lethe.kernel.Randomness;
import lethe.kernel.UserId;
import lethe.vault.Place;
import lethe.vault.Slot;
import lethe.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The dry run: says what is wrong with which line, and claims and seals the others, so that nothing that was uploaded is
 * anywhere in clear once it is over.
 */
@Component
class Checking {
    /** E-mails that are claimed in one transaction, for one sync. */
    private static final int BATCH = 500;

    private final ImportStore imports;
    private final LineStore lines;
    private final Newcomers newcomers;
    private final Vault vault;
    private final Leases leases;
    private final Randomness randomness;
    private final TransactionTemplate transaction;

    Checking(
            ImportStore imports,
            LineStore lines,
            Newcomers newcomers,
            Vault vault,
            Leases leases,
            Randomness randomness,
            TransactionTemplate transaction) {
        this.imports = imports;
        this.lines = lines;
        this.newcomers = newcomers;
        this.vault = vault;
        this.leases = leases;
        this.randomness = randomness;
        this.transaction = transaction;
    }

    /** Goes through the whole file, unless the import is cancelled meanwhile. */
    void check(Actor actor, ImportId id, Table table, Judge judge) {
        var batch = new ArrayList<Verdict>();
        table.forEach(row -> {
            batch.add(judge.of(row));
            if (batch.size() == BATCH) {
                keep(actor.organisation(), id, batch);
                batch.clear();
            }
        });
        keep(actor.organisation(), id, batch);
        transaction.executeWithoutResult(status -> {
            requireChecking(id);
            imports.become(id, Status.CHECKED);
            leases.untilExpiry(id);
        });
    }

    private void keep(OrganisationId organisation, ImportId id, List<Verdict> batch) {
        leases.patiently(() -> transaction.execute(status -> {
            requireChecking(id);
            var fine = batch.stream().filter(Verdict::isFine).toList();
            var slots = claim(organisation, fine);
            var staged = IntStream.range(0, fine.size())
                    .boxed()
                    .flatMap(place -> slots.get(place).stream().map(slot -> seal(organisation, fine.get(place), slot)))
                    .toList();
            var inUse = IntStream.range(0, fine.size())
                    .filter(place -> slots.get(place).isEmpty())
                    .mapToObj(place ->
                            new ImportProblem(fine.get(place).line(), ImportProblem.EMAIL, ImportProblem.IN_USE));
            var wrong = batch.stream().flatMap(verdict -> verdict.problems().stream());
            lines.stage(organisation, id, staged);
            imports.insertProblems(organisation, id, Stream.concat(wrong, inUse).toList());
            imports.count(id, staged.size(), 0, 0);
            leases.renew(id);
            return true;
        }));
    }

    /** What waits in a file that runs just now is as good as taken; what waits in another one, this one takes over. */
    private List<Optional<Slot>> claim(OrganisationId organisation, List<Verdict> fine) {
        var emails = fine.stream().map(Verdict::email).toList();
        return vault.claimAll(organisation, emails, slots -> {
            var held = newcomers.held(slots);
            held.addAll(lines.running(slots));
            return held;
        });
    }

    private StagedLine seal(OrganisationId organisation, Verdict verdict, Slot slot) {
        var user = new UserId(randomness.uuid());
        var sealed =
                vault.seal(organisation, slot, place(user), verdict.person().text());
        var role = verdict.role();
        return new StagedLine(verdict.line(), user, slot, sealed, verdict.type(), role == null ? null : role.id());
    }

    /** Held until the transaction ends, so that a cancelled import gets no more lines. */
    private void requireChecking(ImportId id) {
        if (imports.hold(id).map(Import::status).orElse(Status.CANCELLED) != Status.CHECKING) {
            throw new Leases.Over();
        }
    }

    static Place place(UserId user) {
        return new Place("staged_line", "name_and_email", user.value());
    }
}
