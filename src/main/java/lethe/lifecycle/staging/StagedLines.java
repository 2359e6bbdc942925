package lethe.lifecycle.staging;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lethe.identity.users.BulkUserCreation;
import lethe.identity.users.CheckedUser;
import lethe.lifecycle.staging.LineValidator.Verdict;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.vault.vault.KeyDestroyed;
import lethe.vault.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The lines of files that wait to be created as users. All methods run in the transaction of the caller, who has
 * checked the actor's permission.
 */
@Component
public class StagedLines {
    private final LineStore lines;
    private final ProblemStore problems;
    private final BulkUserCreation userCreation;
    private final Vault vault;
    private final Randomness randomness;

    StagedLines(
            LineStore lines, ProblemStore problems, BulkUserCreation userCreation, Vault vault, Randomness randomness) {
        this.lines = lines;
        this.problems = problems;
        this.userCreation = userCreation;
        this.vault = vault;
        this.randomness = randomness;
    }

    /**
     * Claims the e-mails of valid lines and encrypts the lines, and records the problems of the others.
     *
     * @return how many lines were staged
     */
    public int stage(OrganisationId organisation, ImportId id, List<Verdict> batch) {
        var had = batch.stream()
                .filter(Verdict::isFine)
                .filter(verdict -> userCreation.haveFormerly(organisation, verdict.email()))
                .toList();
        var fine = batch.stream()
                .filter(verdict -> verdict.isFine() && !had.contains(verdict))
                .toList();
        var slots = claim(organisation, fine);
        var staged = IntStream.range(0, fine.size())
                .boxed()
                .flatMap(place -> slots.get(place).stream().map(slot -> seal(organisation, fine.get(place), slot)))
                .toList();
        var taken = IntStream.range(0, fine.size())
                .filter(place -> slots.get(place).isEmpty())
                .mapToObj(fine::get);
        var inUse = Stream.concat(had.stream(), taken)
                .map(verdict -> new ImportProblem(verdict.line(), ImportProblem.EMAIL, ImportProblem.IN_USE));
        var wrong = batch.stream().flatMap(verdict -> verdict.problems().stream());
        lines.stage(organisation, id, staged);
        note(organisation, id, Stream.concat(wrong, inUse).toList());
        return staged.size();
    }

    /**
     * E-mails of lines in a running import count as taken; this import takes over those that wait in one that is not
     * running.
     */
    private List<Optional<KeySlot>> claim(OrganisationId organisation, List<Verdict> fine) {
        var emails = fine.stream().map(Verdict::email).toList();
        return vault.claimAll(organisation, emails, slots -> {
            var held = userCreation.held(slots);
            held.addAll(lines.running(slots));
            return held;
        });
    }

    private StagedLine seal(OrganisationId organisation, Verdict verdict, KeySlot slot) {
        var user = new UserId(randomness.uuid());
        var sealed = vault.seal(
                organisation, slot, StagedLine.place(user), verdict.person().text());
        var role = verdict.role();
        return new StagedLine(verdict.line(), user, slot, sealed, verdict.type(), role == null ? null : role.id());
    }

    /** Returns which of {@code type} and {@code roleId} some line does not name. */
    public List<String> open(ImportId id) {
        return lines.open(id).stream().sorted().toList();
    }

    /**
     * Locks and returns the next lines until the transaction ends, skipping lines that another transaction is
     * claiming.
     */
    public List<StagedLine> lock(ImportId id, int most) {
        return lines.lock(id, most);
    }

    public boolean any(ImportId id) {
        return lines.anyStaged(id);
    }

    /**
     * The user to create from a line; empty if its key is gone, for example because an older key file was restored.
     */
    public Optional<CheckedUser> newcomer(OrganisationId organisation, StagedLine line, UserType type, RoleId role) {
        try {
            var person = line.open(vault, organisation);
            return Optional.of(new CheckedUser(
                    line.user(), line.slot(), person.firstName(), person.lastName(), person.email(), type, role));
        } catch (KeyDestroyed gone) {
            return Optional.empty();
        }
    }

    public void delete(ImportId id, List<StagedLine> done) {
        lines.delete(id, done);
    }

    /** Deletes some waiting lines and returns their keys' slots. */
    public List<KeySlot> deleteSome(ImportId id, int most) {
        return lines.deleteSome(id, most);
    }

    /** Deletes the line reserved for this user and returns its keys' slots. */
    public Supplier<List<KeySlot>> delete(RoundTrip trip, UserId person) {
        return lines.delete(trip, person);
    }

    public void note(OrganisationId organisation, ImportId id, Collection<ImportProblem> found) {
        problems.insert(organisation, id, found);
    }

    /** Problems, ordered by line. */
    public Page<ImportProblem> problems(ImportId id, @Nullable UUID after, int limit) {
        return ProblemPage.of(from -> problems.list(id, from, limit + ProblemPage.OF_A_LINE), after, limit);
    }

    public void deleteProblems(ImportId id) {
        problems.delete(id);
    }
}
