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

/** Looks at everybody after a death, and holds what is there against what was answered before. */
final class Walk {
    private static final int SIGN_INS = 12;
    private static final String TERMINATED = "TERMINATED";
    private final ApiClient anybody;
    private final ApiClient admin;
    private final TestOrganisation house;
    private final CrashReport tally;
    private final Polling patience;
    private final Finder finder;
    private final AtomicInteger signIns = new AtomicInteger(SIGN_INS);
    private final AtomicInteger refusedSignIns = new AtomicInteger(SIGN_INS);
    private final Map<String, ExpectedUser> byEmail = new ConcurrentHashMap<>();

    Walk(ApiClient anybody, TestOrganisation house, CrashReport tally, Polling patience) {
        this.anybody = anybody;
        this.admin = anybody.as(house.token());
        this.house = house;
        this.tally = tally;
        this.patience = patience;
        finder = new Finder(admin);
    }

    /** Finds out what became of whatever was not answered. */
    void resolve(ExpectedUser person) {
        switch (person.fate()) {
            case ASKED -> resolveCreation(person);
            case LEAVING -> resolveTermination(person);
            case THERE, GONE, NEVER -> {}
        }
    }

    /** Once more with the same key: it creates once, whether or not the first time was in vain. */
    private void resolveCreation(ExpectedUser person) {
        var found = finder.find(person, person.email());
        var again = WorkloadWriter.creation(admin, person);
        var replayed = again.text("id");
        if (found.isPresent()) {
            var id = found.get();
            tally.check("created once though asked twice", again.status() == 201 && replayed.equals(id), person, again);
            person.created(id, null);
        } else if (again.status() == 201) {
            tally.checked("not created, and free to be");
            person.created(replayed, again.text("temporaryPassword"));
        } else {
            var taken = again.status() == 409 && WorkloadWriter.isContested(person);
            tally.check("not created, and free to be", taken, person, again + " " + again.text("type"));
            person.never();
        }
    }

    private void resolveTermination(ExpectedUser person) {
        var detail = detail(person);
        if (detail.text("status").equals(TERMINATED)) {
            var receipt = patience.until(
                    () -> admin.get("/users/" + person.id() + "/receipt"), answer -> answer.status() == 200);
            tally.check("begun terminations are finished", receipt.status() == 200, person, receipt);
            person.gone(receipt.json().path("receipt").toString());
        } else {
            tally.check("an unanswered termination is whole or none", detail.status() == 200, person, detail);
            person.stayed();
        }
    }

    /**
     * Whoever is there is there whole, and whoever is gone is gone.
     *
     * @param last whether those who went long ago are looked at, too
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
        tally.check("people are there", detail.status() == 200 && !status.equals(TERMINATED), person, detail);
        tally.check("with the e-mail they have, or may have", person.emails().contains(email), person, "another");
        tally.check("with the type and role that were given last", person.mayHave(rights), person, rights);
        for (var one : person.emails()) {
            var found = finder.find(person, one);
            var right = one.equals(email) ? found.filter(person.id()::equals).isPresent() : found.isEmpty();
            tally.check("found by the e-mail in force, and by no other", right, person, found);
        }
        var other = byEmail.put(email, person);
        tally.check("nobody else has the same e-mail", other == null, person, String.valueOf(other));
        person.has(rights);
        person.has(email);
        if (person.isFresh()) {
            enters(person, status);
        }
        person.lookedAt();
    }

    /** By whatever lets them in: their token, the password that was answered, or else a fresh link. */
    private void enters(ExpectedUser person, String status) {
        var token = person.token();
        var password = person.password();
        if (token != null) {
            var me = anybody.as(token).get("/me");
            tally.check("tokens let their owners in", me.text("id").equals(person.id()), person, me);
        }
        if (password != null && signIns.getAndDecrement() > 0) {
            var in = anybody.post("/sign-in", house.signIn(person.email(), password));
            tally.check("passwords let their owners in", in.status() == 200 || in.status() == 429, person, in);
        } else if (password == null && status.equals("INVITED")) {
            var link = admin.post("/users/" + person.id() + "/sign-in-link", Map.of())
                    .text("url");
            var in = anybody.post("/sign-in", Map.of("link", link.substring(link.lastIndexOf('/') + 1)));
            tally.check("fresh links let them in", in.text("userId").equals(person.id()), person, in);
        }
    }

    private void gone(ExpectedUser person, boolean last) {
        var detail = detail(person);
        tally.check("who is terminated stays so", detail.text("status").equals(TERMINATED), person, detail);
        tally.check("and has no e-mail", !detail.json().has("email"), person, "one");
        var receipt = patience.until(
                () -> admin.get("/users/" + person.id() + "/receipt"), file -> !last || ReceiptChecks.isProven(file));
        tally.check(
                "receipts are those that were answered",
                ReceiptChecks.isSame(receipt, String.valueOf(person.receipt())),
                person,
                receipt);
        tally.check("receipts verify", ReceiptChecks.isTrue(receipt), person, receipt);
        tally.check("and are proven in the end", !last || ReceiptChecks.isProven(receipt), person, receipt);
        for (var email : person.emails()) {
            var found = finder.find(person, email);
            tally.check("nobody terminated is found by an e-mail", found.isEmpty(), person, found);
        }
        var token = person.token();
        if (token != null) {
            var me = anybody.as(token).get("/me");
            tally.check("no token of theirs opens anything", me.status() == 401, person, me);
        }
        var password = person.password();
        if (password != null && refusedSignIns.getAndDecrement() > 0) {
            var in = anybody.post("/sign-in", house.signIn(person.email(), password));
            tally.check("no password of theirs does", in.status() == 401 || in.status() == 429, person, in);
        }
        person.lookedAt();
    }

    /**
     * Nobody lives whom nobody asked for.
     *
     * @param coming who may or may not be there yet
     */
    void nobodyElse(Collection<ExpectedUser> people, Collection<ExpectedUser> coming) {
        var known = new HashSet<>(Set.of(admin.get("/me").text("id")));
        people.stream().filter(one -> one.is(Fate.THERE)).map(ExpectedUser::id).forEach(known::add);
        var listed = listed();
        var strangers = new HashSet<>(listed);
        strangers.removeAll(known);
        coming.forEach(one -> finder.find(one, one.email()).ifPresent(strangers::remove));
        tally.check("nobody lives whom nobody asked for", strangers.isEmpty(), "strangers", strangers);
        known.removeAll(listed);
        tally.check("everybody is in the list", known.isEmpty(), "missing", known);
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
        tally.check("nobody is listed twice", ids.size() == new HashSet<>(ids).size(), "the list", ids.size());
        return Set.copyOf(ids);
    }

    private Answer detail(ExpectedUser person) {
        return admin.get("/users/" + person.id());
    }
}
