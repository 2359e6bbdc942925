package lethe.selftest.crashtest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import lethe.selftest.crashtest.ExpectedUser.Fate;
import lethe.selftest.instance.ApiClient;
import lethe.selftest.instance.ApiClient.Answer;
import lethe.selftest.instance.Polling;

/** Compares every user after a crash with what was acknowledged before. */
final class Walk {
    private static final int SIGN_INS = 12;
    private static final String TERMINATED = "TERMINATED";
    private final ApiClient client;
    private final ApiClient admin;
    private final TestOrganisation organisation;
    private final CrashReport report;
    private final Polling polling;
    private final Finder finder;
    private final AtomicInteger signIns = new AtomicInteger(SIGN_INS);
    private final AtomicInteger refusedSignIns = new AtomicInteger(SIGN_INS);
    private final Map<String, ExpectedUser> byEmail = new ConcurrentHashMap<>();

    Walk(ApiClient client, TestOrganisation organisation, CrashReport report, Polling polling) {
        this.client = client;
        this.admin = client.as(organisation.token());
        this.organisation = organisation;
        this.report = report;
        this.polling = polling;
        finder = new Finder(admin);
    }

    /** Finds out what happened to a request without an answer. */
    void resolve(ExpectedUser person) {
        switch (person.fate()) {
            case ASKED -> resolveCreation(person);
            case LEAVING -> resolveTermination(person);
            case THERE, GONE, NEVER -> {}
        }
    }

    /**
     * Repeats the creation with the same idempotency key: exactly one user must exist, whether or not the first request
     * succeeded.
     */
    private void resolveCreation(ExpectedUser person) {
        var found = finder.find(person, person.email());
        var again = WorkloadWriter.creation(admin, person);
        var replayed = again.text("id");
        if (found.isPresent()) {
            var id = found.get();
            report.check(
                    "created once although requested twice",
                    again.status() == 201 && replayed.equals(id),
                    person,
                    again);
            person.created(id, null);
        } else if (again.status() == 201) {
            report.checked("not created, and the e-mail is free");
            person.created(replayed, again.text("temporaryPassword"));
        } else {
            var taken = again.status() == 409 && WorkloadWriter.isContested(person);
            report.check("not created, and the e-mail is free", taken, person, again + " " + again.text("type"));
            person.never();
        }
    }

    private void resolveTermination(ExpectedUser person) {
        var detail = detail(person);
        if (detail.text("status").equals(TERMINATED)) {
            var receipt = polling.until(
                    () -> admin.get("/users/" + person.id() + "/receipt"), answer -> answer.status() == 200);
            report.check("started terminations are finished", receipt.status() == 200, person, receipt);
            person.gone(receipt.json().path("receipt").toString());
        } else {
            report.check(
                    "unanswered terminations are complete or did not happen", detail.status() == 200, person, detail);
            person.stayed();
        }
    }

    /**
     * A present user must be complete, and a terminated one gone.
     *
     * @param last whether to check those who were terminated earlier as well
     */
    void look(ExpectedUser person, boolean last) {
        if (person.is(Fate.THERE)) {
            there(person);
        } else if (person.is(Fate.GONE) && (last || person.isFresh())) {
            gone(person, last);
        }
    }

    private void there(ExpectedUser person) {
        var detail = detail(person);
        var email = detail.text("email");
        var rights = new ExpectedUser.Rights(detail.text("type"), detail.text("roleId"));
        var status = detail.text("status");
        report.check("users exist", detail.status() == 200 && !status.equals(TERMINATED), person, detail);
        report.check("their e-mail is a possible one", person.emails().contains(email), person, "another");
        report.check("type and role are those given last", person.mayHave(rights), person, rights);
        for (var one : person.emails()) {
            var found = finder.find(person, one);
            var right = one.equals(email) ? found.filter(person.id()::equals).isPresent() : found.isEmpty();
            report.check("found by their current e-mail and no other", right, person, found);
        }
        var other = byEmail.put(email, person);
        report.check("no two users have the same e-mail", other == null, person, String.valueOf(other));
        person.has(rights);
        person.has(email);
        if (person.isFresh()) {
            enters(person, status);
        }
        person.lookedAt();
    }

    /** Signs in with what the user has: a token, the known password, or else a new link. */
    private void enters(ExpectedUser person, String status) {
        var token = person.token();
        var password = person.password();
        if (token != null) {
            var me = client.as(token).get("/me");
            report.check("tokens work for their owners", me.text("id").equals(person.id()), person, me);
        }
        if (password != null && signIns.getAndDecrement() > 0) {
            var in = client.post("/sign-in", organisation.signIn(person.email(), password));
            report.check("passwords work for their owners", in.status() == 200 || in.status() == 429, person, in);
        } else if (password == null && status.equals("INVITED")) {
            var link = admin.post("/users/" + person.id() + "/sign-in-link", Map.of())
                    .text("url");
            var in = client.post("/sign-in", Map.of("link", link.substring(link.lastIndexOf('/') + 1)));
            report.check("new sign-in links work", in.text("userId").equals(person.id()), person, in);
        }
    }

    private void gone(ExpectedUser person, boolean last) {
        var detail = detail(person);
        report.check("terminated users stay terminated", detail.text("status").equals(TERMINATED), person, detail);
        report.check("terminated users have no e-mail", !detail.json().has("email"), person, "one");
        var receipt = polling.until(
                () -> admin.get("/users/" + person.id() + "/receipt"), file -> !last || ReceiptChecks.isProven(file));
        report.check(
                "receipts are those answered",
                ReceiptChecks.isSame(receipt, String.valueOf(person.receipt())),
                person,
                receipt);
        report.check("receipts are valid", ReceiptChecks.isTrue(receipt), person, receipt);
        report.check("receipts are proven in the end", !last || ReceiptChecks.isProven(receipt), person, receipt);
        for (var email : person.emails()) {
            var found = finder.find(person, email);
            report.check("terminated users are not found by e-mail", found.isEmpty(), person, found);
        }
        var token = person.token();
        if (token != null) {
            var me = client.as(token).get("/me");
            report.check("tokens of terminated users do not work", me.status() == 401, person, me);
        }
        var password = person.password();
        if (password != null && refusedSignIns.getAndDecrement() > 0) {
            var in = client.post("/sign-in", organisation.signIn(person.email(), password));
            report.check(
                    "passwords of terminated users do not work", in.status() == 401 || in.status() == 429, person, in);
        }
        person.lookedAt();
    }

    /**
     * Checks that no unknown users exist.
     *
     * @param coming users who may or may not exist yet
     */
    void nobodyElse(Collection<ExpectedUser> people, Collection<ExpectedUser> coming) {
        var known = new HashSet<>(Set.of(admin.get("/me").text("id")));
        people.stream().filter(one -> one.is(Fate.THERE)).map(ExpectedUser::id).forEach(known::add);
        var listed = listed();
        var strangers = new HashSet<>(listed);
        strangers.removeAll(known);
        coming.forEach(one -> finder.find(one, one.email()).ifPresent(strangers::remove));
        report.check("no unknown users exist", strangers.isEmpty(), "strangers", strangers);
        known.removeAll(listed);
        report.check("all users are in the list", known.isEmpty(), "missing", known);
    }

    private Set<String> listed() {
        var ids = new ArrayList<String>();
        var after = Optional.of("");
        while (after.isPresent()) {
            var page = admin.get("/users?limit=200" + after.get());
            page.json()
                    .path("items")
                    .valueStream()
                    .forEach(one -> ids.add(one.path("id").asString("")));
            after = Optional.of(page.text("next"))
                    .filter(next -> !next.isEmpty())
                    .map(next -> "&after=" + next);
        }
        report.check("no user is listed twice", ids.size() == new HashSet<>(ids).size(), "the list", ids.size());
        return Set.copyOf(ids);
    }

    private Answer detail(ExpectedUser person) {
        return admin.get("/users/" + person.id());
    }
}
