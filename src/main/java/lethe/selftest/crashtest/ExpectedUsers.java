package lethe.selftest.crashtest;

import java.util.List;
import java.util.Map;
import lethe.selftest.instance.ApiClient;

/** An uploaded file of users, and how far the import was acknowledged. */
final class ExpectedUsers {
    /** The state by the last answer. */
    public enum Fate {
        SENT,
        UPLOADED,
        STARTING,
        STARTED,
        OVER
    }

    private final List<ExpectedUser> people;
    private final ExpectedUser.Rights rights;
    private Fate fate = Fate.SENT;
    private String id = "";

    ExpectedUsers(List<ExpectedUser> people, ExpectedUser.Rights rights) {
        this.people = List.copyOf(people);
        this.rights = rights;
    }

    public List<ExpectedUser> all() {
        return people;
    }

    public Fate fate() {
        return fate;
    }

    void uploaded(String as) {
        id = as;
        fate = Fate.UPLOADED;
    }

    public void now(Fate next) {
        fate = next;
    }

    public String path() {
        return "/users/imports/" + id;
    }

    String status(ApiClient.Answer answer) {
        return answer.text("status");
    }

    Map<String, Object> start() {
        return Map.of(
                "consent",
                Map.of("given", true, "noticeVersion", 1, "language", "en"),
                "type",
                rights.type(),
                "roleId",
                rights.roleId());
    }

    String csv() {
        var csv = new StringBuilder("firstName;lastName;email\n");
        people.forEach(one -> csv.append("Tori;")
                .append(one.lastName())
                .append(';')
                .append(one.email())
                .append('\n'));
        return csv.toString();
    }

    /** Omits all names. */
    @Override
    public String toString() {
        return "import " + id + " (" + fate + ")";
    }
}
