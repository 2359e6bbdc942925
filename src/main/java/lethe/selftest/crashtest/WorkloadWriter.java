package lethe.selftest.crashtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import lethe.selftest.crashtest.ExpectedUser.Fate;
import lethe.selftest.crashtest.ExpectedUser.Rights;
import lethe.selftest.instance.ApiClient;
import lethe.selftest.instance.ApiClient.Answer;
import lethe.selftest.instance.Polling;

/** One of the parallel clients, with its own users. */
final class WorkloadWriter {
    private static final int FEW = 3;
    private static final int MANY = 8;
    private static final int CONTESTED = 4;
    private static final String WANTED = "contested-";
    private static final int POLLS = 20;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private final int number;
    private final Random random;
    private final TestOrganisation organisation;
    private final CrashReport report;
    private AcknowledgedCall calls;
    private final List<ExpectedUser> people = new ArrayList<>();
    private final List<ExpectedUsers> files = new ArrayList<>();
    private final List<String> freed = new ArrayList<>();
    private int count;

    public WorkloadWriter(int number, long seed, TestOrganisation organisation, CrashReport report) {
        this.number = number;
        random = new Random(seed * 31 + number);
        this.organisation = organisation;
        this.report = report;
        calls = new AcknowledgedCall(report);
    }

    public List<ExpectedUser> people() {
        return people;
    }

    public List<ExpectedUsers> files() {
        return files;
    }

    /** Writes until it must stop, or a request gets no answer. */
    public void write(ApiClient lethe, BooleanSupplier goesOn) {
        var admin = lethe.as(organisation.token());
        calls = new AcknowledgedCall(report);
        while (goesOn.getAsBoolean() && !calls.wasUnanswered()) {
            step(lethe, admin);
            if (calls.wasRefused()) {
                Polling.pause(PAUSE);
            }
        }
    }

    private void step(ApiClient lethe, ApiClient admin) {
        var own = people.stream().filter(ExpectedUser::isSettled).toList();
        var dice = random.nextInt(100);
        if (own.size() < FEW || dice < 35 && own.size() < MANY) {
            create(admin);
        } else if (dice < 50) {
            reassign(admin, any(own));
        } else if (dice < 65) {
            changeEmail(lethe, own);
        } else if (dice < 70 && own.size() < MANY) {
            upload(admin);
        } else {
            terminate(lethe, admin, any(own));
        }
    }

    private ExpectedUser any(List<ExpectedUser> some) {
        return some.get(random.nextInt(some.size()));
    }

    private void create(ApiClient admin) {
        var isContested = random.nextInt(10) == 0;
        var person = person(
                isContested ? WANTED + random.nextInt(CONTESTED) + "@torture.example" : email(),
                organisation.anyRights(random));
        people.add(person);
        var answer = calls.ask(
                "creating a user", () -> creation(admin, person), isContested ? new Integer[] {201, 409} : CREATED);
        answer.ifPresent(there -> {
            if (there.status() == 201) {
                person.created(there.text("id"), there.text("temporaryPassword"));
            } else {
                person.never();
            }
        });
    }

    private static final Integer[] CREATED = {201};

    public static Answer creation(ApiClient admin, ExpectedUser person) {
        return admin.with("Idempotency-Key", person.key()).post("/users", person.form());
    }

    private ExpectedUser person(String email, Rights rights) {
        var name = "t" + number + "n" + ++count;
        return new ExpectedUser(name, "key-" + name, email, rights);
    }

    /** A new address, or one that another user has given up. */
    private String email() {
        return freed.isEmpty() || random.nextInt(3) > 0
                ? "e" + number + "n" + ++count + "@torture.example"
                : freed.removeFirst();
    }

    private void reassign(ApiClient admin, ExpectedUser person) {
        var rights = organisation.anyRights(random);
        person.allowRights(rights);
        calls.ask(
                        "reassigning",
                        () -> admin.send(
                                "PATCH",
                                "/users/" + person.id(),
                                Map.of("type", rights.type(), "roleId", rights.roleId())),
                        200)
                .ifPresent(done -> person.has(rights));
    }

    private void changeEmail(ApiClient lethe, List<ExpectedUser> own) {
        var active = own.stream().filter(one -> one.token() != null).findFirst();
        if (active.isPresent()) {
            changeEmail(lethe, active.get());
        } else {
            own.stream().filter(one -> one.password() != null).findFirst().ifPresent(one -> new Entering(
                            calls, organisation)
                    .enter(lethe, one, random.nextInt()));
        }
    }

    private void changeEmail(ApiClient lethe, ExpectedUser person) {
        var before = person.email();
        var after = email();
        person.allowEmail(after);
        calls.ask(
                        "changing an e-mail",
                        () -> lethe.as(String.valueOf(person.session()))
                                .send(
                                        "PATCH",
                                        "/me",
                                        Map.of("email", after, "currentPassword", String.valueOf(person.password()))),
                        200)
                .ifPresent(done -> {
                    person.has(after);
                    free(before);
                });
    }

    private void upload(ApiClient admin) {
        var rights = organisation.anyRights(random);
        var some = Stream.generate(() -> person(email(), rights))
                .limit(2 + random.nextInt(4))
                .toList();
        var file = new ExpectedUsers(some, rights);
        files.add(file);
        calls.ask("uploading", () -> admin.upload("/users/imports", file.csv()), 202)
                .ifPresent(there -> {
                    file.uploaded(there.text("id"));
                    start(admin, file);
                });
    }

    /** Starts an import once it is checked. If that takes too long, the check after the crash does it. */
    private void start(ApiClient admin, ExpectedUsers file) {
        for (var poll = 0; poll < POLLS && file.fate() == ExpectedUsers.Fate.UPLOADED; poll++) {
            var status = calls.ask("looking at an import", () -> admin.get(file.path()), 200)
                    .map(file::status)
                    .orElse("");
            if (status.equals("CHECKED")) {
                file.now(ExpectedUsers.Fate.STARTING);
                calls.ask("starting an import", () -> admin.post(file.path() + "/start", file.start()), 202)
                        .ifPresent(done -> file.now(ExpectedUsers.Fate.STARTED));
            } else if (status.equals("CHECKING")) {
                Polling.pause(PAUSE);
            } else {
                break;
            }
        }
    }

    private void terminate(ApiClient lethe, ApiClient admin, ExpectedUser person) {
        var session = person.session();
        var proof = Map.of("currentPassword", String.valueOf(person.password()));
        person.leaving();
        var answer = session != null && random.nextBoolean()
                ? calls.ask("terminating oneself", () -> lethe.as(session).post("/me/termination", proof), 200, 202)
                : calls.ask(
                        "terminating", () -> admin.post("/users/" + person.id() + "/termination", Map.of()), 200, 202);
        answer.filter(done -> done.status() == 200).ifPresent(receipt -> {
            person.gone(receipt.body());
            free(person.email());
        });
    }

    /** For another user; contested addresses are never reserved. */
    private void free(String email) {
        if (!email.startsWith(WANTED)) {
            freed.add(email);
        }
    }

    public static boolean isContested(ExpectedUser person) {
        return person.email().startsWith(WANTED);
    }

    /** Takes over the users of finished imports. */
    public void takeIn() {
        files.stream()
                .filter(file -> file.fate() == ExpectedUsers.Fate.OVER)
                .flatMap(file -> file.all().stream())
                .forEach(people::add);
        files.removeIf(file -> file.fate() == ExpectedUsers.Fate.OVER);
    }

    /**
     * Drops users who no longer need checks.
     *
     * @param doubted users whose outcome was unknown until now
     * @param most how many terminated users to keep
     */
    public void tidyUp(Set<ExpectedUser> doubted, int most) {
        people.stream()
                .filter(one -> one.is(Fate.NEVER) || one.is(Fate.GONE) && doubted.contains(one))
                .forEach(one -> free(one.email()));
        people.removeIf(one -> one.is(Fate.NEVER));
        var gone = people.stream().filter(one -> one.is(Fate.GONE)).toList();
        people.removeAll(gone.subList(0, Math.max(0, gone.size() - most)));
    }
}
