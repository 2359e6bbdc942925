package lethe.limit;

import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import lethe.BenchInstallation;
import lethe.limit.Clients.Request;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.UserId;

/** The users of an installation, and the requests about them. */
final class People {
    private static final Pattern USER = Pattern.compile("\"id\":\"(user_[0-9a-z]+)\"");
    private final List<UserId> ids;
    private final List<String> roles;
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger changed = new AtomicInteger();
    private final Queue<String> fresh = new ConcurrentLinkedQueue<>();

    /**
     * @param ids in the order of their numbers
     * @param roles two, which are given to users in turns
     */
    People(List<UserId> ids, List<String> roles) {
        this.ids = ids;
        this.roles = roles;
    }

    Request me() {
        return get("/me");
    }

    Request list() {
        return get("/users?limit=50");
    }

    Request deep() {
        return get("/users?limit=50&after=" + Page.cursor(ids.get(somebody()).value()));
    }

    Request search(int letters) {
        var name = BenchInstallation.lastName(somebody()).toLowerCase(Locale.ROOT);
        return get("/users?limit=50&query=" + name.substring(0, Math.min(letters, name.length())));
    }

    Request lookUp() {
        return new Request("POST", "/users/lookup", "{\"email\":\"" + BenchInstallation.email(somebody()) + "\"}");
    }

    Request get() {
        return get("/users/" + ids.get(somebody()));
    }

    Request create() {
        return new Request("POST", "/users", """
                {"firstName":"Klara","lastName":"Kanari","email":"klara%d@bench.example","type":"INTERNAL","roleId":"%s",
                 "consent":{"given":true,"noticeVersion":1,"language":"en"}}
                """.formatted(created.getAndIncrement(), roles.getFirst()));
    }

    /** Each time to another role than before. */
    Request changeRole() {
        var number = changed.getAndIncrement();
        var role = roles.get(number / ids.size() % 2);
        return new Request("PATCH", "/users/" + ids.get(number % ids.size()), "{\"roleId\":\"" + role + "\"}");
    }

    void created(String answer) {
        var id = USER.matcher(answer);
        if (!id.find()) {
            throw new IllegalStateException("Nobody was created: " + answer);
        }
        fresh.add(id.group(1));
    }

    /** Of one of those who were created last. */
    Request terminate() {
        return new Request("POST", "/users/" + fresh.remove() + "/termination", "{}");
    }

    private static Request get(String path) {
        return new Request("GET", path, "");
    }

    private int somebody() {
        return ThreadLocalRandom.current().nextInt(ids.size());
    }
}
