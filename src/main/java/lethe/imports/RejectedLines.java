package lethe.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lethe.csv.Table;
import lethe.imports.Import.Status;
import lethe.kernel.Actor;
import lethe.kernel.Conflict;
import lethe.kernel.Invalid;
import lethe.kernel.Listed;
import lethe.staging.ImportId;
import lethe.staging.ImportProblem;
import lethe.staging.Judge;
import org.springframework.stereotype.Component;

/**
 * Finds the lines that became nobody in the file they came in, sent once more: of such lines no more is kept than their
 * numbers, for no key would end with whoever is in them.
 */
@Component
public class RejectedLines {
    private static final int PAGE = 5_000;
    private final Imports imports;

    RejectedLines(Imports imports) {
        this.imports = imports;
    }

    /** Refuses a file that has not as many lines as the one that was imported. */
    public Rejected in(byte[] file, Actor actor, ImportId id) {
        var found = imports.get(actor, id);
        var table = Table.of(file, Judge.COLUMNS);
        if (table.count() != found.lines()) {
            throw Invalid.field("file", "another-file", found.lines());
        } else if (found.status() == Status.CHECKING) {
            throw Conflict.changedMeanwhile(found);
        }
        return new Rejected(table, problems(actor, id));
    }

    private Map<Integer, List<ImportProblem>> problems(Actor actor, ImportId id) {
        var problems = new HashMap<Integer, List<ImportProblem>>();
        var page = imports.problems(actor, id, null, PAGE);
        add(problems, page);
        while (page.next() != null) {
            page = imports.problems(actor, id, Listed.after(page.next()), PAGE);
            add(problems, page);
        }
        return problems;
    }

    private static void add(Map<Integer, List<ImportProblem>> problems, Listed<ImportProblem> page) {
        page.items().stream().filter(ImportProblem::rejects).forEach(one -> problems.computeIfAbsent(
                        one.line(), line -> new ArrayList<>())
                .add(one));
    }
}
