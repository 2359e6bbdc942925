package lethe.selftest.crashtest;

import lethe.selftest.instance.ApiClient;
import lethe.selftest.instance.ApiClient.Answer;
import lethe.selftest.instance.Polling;

/** Looks at what became of files after a death. */
final class ImportWalk {
    private final ApiClient admin;
    private final CrashReport tally;
    private final Polling patience;
    private final Finder finder;

    ImportWalk(ApiClient admin, CrashReport tally, Polling patience) {
        this.admin = admin;
        this.tally = tally;
        this.patience = patience;
        finder = new Finder(admin);
    }

    /** An import that was started is finished, however long that takes; false while it is under way. */
    boolean resolve(ExpectedUsers file, boolean wait) {
        if (file.fate() == ExpectedUsers.Fate.SENT) {
            file.all().forEach(one -> absent("nothing of an upload that was not acknowledged", one));
            file.now(ExpectedUsers.Fate.OVER);
        } else {
            var answer =
                    wait ? patience.until(() -> admin.get(file.path()), one -> !isMoving(one)) : admin.get(file.path());
            tally.check("uploads that were acknowledged are there", answer.status() == 200, file, answer);
            if (!isMoving(answer)) {
                resolve(file, answer);
            }
        }
        return file.fate() == ExpectedUsers.Fate.OVER;
    }

    private static boolean isMoving(Answer answer) {
        return answer.text("status").equals("CHECKING") || answer.text("status").equals("RUNNING");
    }

    /** A file whose check was interrupted was in memory alone: its import says so, and nobody is created. */
    private void resolve(ExpectedUsers file, Answer answer) {
        var wasStarted = file.fate() == ExpectedUsers.Fate.STARTED;
        switch (answer.text("status")) {
            case "DONE" -> file.all().forEach(this::imported);
            case "CHECKED" -> none(file, !wasStarted, answer);
            case "CANCELLED" -> none(file, !wasStarted && answer.text("stopped").equals("interrupted"), answer);
            default -> tally.violation(file + " is " + answer.text("status"));
        }
        file.now(ExpectedUsers.Fate.OVER);
    }

    private void none(ExpectedUsers file, boolean holds, Answer answer) {
        tally.check("imports that were started are finished", holds, file, answer.text("status"));
        file.all().forEach(one -> absent("nobody of an import that was not started", one));
        if (answer.text("status").equals("CHECKED")) {
            var cancelled = admin.send("DELETE", file.path(), null);
            tally.check("imports can be cancelled", cancelled.status() == 204, file, cancelled);
        }
    }

    private void imported(ExpectedUser person) {
        var found = finder.find(person, person.email());
        tally.check("everybody of a finished import is there", found.isPresent(), person, "nobody");
        found.ifPresentOrElse(id -> person.created(id, null), person::never);
    }

    private void absent(String what, ExpectedUser person) {
        tally.check(what, finder.find(person, person.email()).isEmpty(), person, "them");
        person.never();
    }
}
