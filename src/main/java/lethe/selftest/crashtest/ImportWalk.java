package lethe.selftest.crashtest;

import lethe.selftest.instance.Patience;
import lethe.selftest.instance.Rest;
import lethe.selftest.instance.Rest.Answer;

/** Looks at what became of files after a death. */
final class ImportWalk {
    private final Rest admin;
    private final Tally tally;
    private final Patience patience;
    private final Finder finder;

    ImportWalk(Rest admin, Tally tally, Patience patience) {
        this.admin = admin;
        this.tally = tally;
        this.patience = patience;
        finder = new Finder(admin);
    }

    /** An import that was started is finished, however long that takes; false while it is under way. */
    boolean resolve(People file, boolean wait) {
        if (file.fate() == People.Fate.SENT) {
            file.all().forEach(one -> absent("nothing of an upload that was not acknowledged", one));
            file.now(People.Fate.OVER);
        } else {
            var answer =
                    wait ? patience.until(() -> admin.get(file.path()), one -> !isMoving(one)) : admin.get(file.path());
            tally.check("uploads that were acknowledged are there", answer.status() == 200, file, answer);
            if (!isMoving(answer)) {
                resolve(file, answer);
            }
        }
        return file.fate() == People.Fate.OVER;
    }

    private static boolean isMoving(Answer answer) {
        return answer.text("status").equals("CHECKING") || answer.text("status").equals("RUNNING");
    }

    /** A file whose check was interrupted was in memory alone: its import says so, and nobody is created. */
    private void resolve(People file, Answer answer) {
        var wasStarted = file.fate() == People.Fate.STARTED;
        switch (answer.text("status")) {
            case "DONE" -> file.all().forEach(this::imported);
            case "CHECKED" -> none(file, !wasStarted, answer);
            case "CANCELLED" -> none(file, !wasStarted && answer.text("stopped").equals("interrupted"), answer);
            default -> tally.violation(file + " is " + answer.text("status"));
        }
        file.now(People.Fate.OVER);
    }

    private void none(People file, boolean holds, Answer answer) {
        tally.check("imports that were started are finished", holds, file, answer.text("status"));
        file.all().forEach(one -> absent("nobody of an import that was not started", one));
        if (answer.text("status").equals("CHECKED")) {
            var cancelled = admin.send("DELETE", file.path(), null);
            tally.check("imports can be cancelled", cancelled.status() == 204, file, cancelled);
        }
    }

    private void imported(Person person) {
        var found = finder.find(person, person.email());
        tally.check("everybody of a finished import is there", found.isPresent(), person, "nobody");
        found.ifPresentOrElse(id -> person.created(id, null), person::never);
    }

    private void absent(String what, Person person) {
        tally.check(what, finder.find(person, person.email()).isEmpty(), person, "them");
        person.never();
    }
}
