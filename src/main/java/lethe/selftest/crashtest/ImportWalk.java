package lethe.selftest.crashtest;

import lethe.selftest.instance.ApiClient;
import lethe.selftest.instance.ApiClient.Answer;
import lethe.selftest.instance.Polling;

/** Checks imports after a crash. */
final class ImportWalk {
    private final ApiClient admin;
    private final CrashReport report;
    private final Polling polling;
    private final Finder finder;

    ImportWalk(ApiClient admin, CrashReport report, Polling polling) {
        this.admin = admin;
        this.report = report;
        this.polling = polling;
        finder = new Finder(admin);
    }

    /**
     * Checks an import: once started, it must finish, however long that takes.
     *
     * @return false while it is running
     */
    boolean resolve(ExpectedUsers file, boolean wait) {
        if (file.fate() == ExpectedUsers.Fate.SENT) {
            file.all().forEach(one -> absent("uploads without an answer create no users", one));
            file.now(ExpectedUsers.Fate.OVER);
        } else {
            var answer =
                    wait ? polling.until(() -> admin.get(file.path()), one -> !isMoving(one)) : admin.get(file.path());
            report.check("acknowledged uploads exist", answer.status() == 200, file, answer);
            if (!isMoving(answer)) {
                resolve(file, answer);
            }
        }
        return file.fate() == ExpectedUsers.Fate.OVER;
    }

    private static boolean isMoving(Answer answer) {
        return answer.text("status").equals("CHECKING") || answer.text("status").equals("RUNNING");
    }

    /** A file whose check was interrupted was only in memory: its import must say so, and create no users. */
    private void resolve(ExpectedUsers file, Answer answer) {
        var wasStarted = file.fate() == ExpectedUsers.Fate.STARTED;
        switch (answer.text("status")) {
            case "DONE" -> file.all().forEach(this::imported);
            case "CHECKED" -> none(file, !wasStarted, answer);
            case "CANCELLED" -> none(file, !wasStarted && answer.text("stopped").equals("interrupted"), answer);
            default -> report.violation(file + " is " + answer.text("status"));
        }
        file.now(ExpectedUsers.Fate.OVER);
    }

    private void none(ExpectedUsers file, boolean holds, Answer answer) {
        report.check("started imports are finished", holds, file, answer.text("status"));
        file.all().forEach(one -> absent("imports that were not started create no users", one));
        if (answer.text("status").equals("CHECKED")) {
            var cancelled = admin.send("DELETE", file.path(), null);
            report.check("imports can be cancelled", cancelled.status() == 204, file, cancelled);
        }
    }

    private void imported(ExpectedUser person) {
        var found = finder.find(person, person.email());
        report.check("all users of a finished import exist", found.isPresent(), person, "none");
        found.ifPresentOrElse(id -> person.created(id, null), person::never);
    }

    private void absent(String what, ExpectedUser person) {
        report.check(what, finder.find(person, person.email()).isEmpty(), person, "the user");
        person.never();
    }
}
