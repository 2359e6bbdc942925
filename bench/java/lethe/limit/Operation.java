package lethe.limit;

import java.util.function.BiConsumer;
import java.util.function.Function;
import lethe.limit.Clients.Request;

/** What is measured, in this order: those who are terminated have just been created. */
enum Operation {
    ME("token check (GET /me)", false, People::me),
    LIST("list, first 50", false, People::list),
    DEEP("list, deep page", false, People::deep),
    SEARCH1("name search, 1 letter", false, people -> people.search(1)),
    SEARCH2("name search, 2 letters", false, people -> people.search(2)),
    SEARCH3("name search, 3 letters", false, people -> people.search(3)),
    SEARCH7("name search, 7 letters", false, people -> people.search(7)),
    LOOKUP("exact e-mail", true, People::lookUp),
    GET("get", true, People::get),
    ROLE("change role", true, People::changeRole),
    CREATE("create", true, People::create),
    TERMINATE("terminate", true, People::terminate);

    private final String title;
    private final boolean writes;
    private final Function<People, Request> request;

    /** @param writes at least to the audit log, so that no call can be repeated as it was */
    Operation(String title, boolean writes, Function<People, Request> request) {
        this.title = title;
        this.writes = writes;
        this.request = request;
    }

    String title() {
        return title;
    }

    boolean writes() {
        return writes;
    }

    Request request(People people) {
        return request.apply(people);
    }

    /** What an answer tells about the people. */
    BiConsumer<People, String> answered() {
        return this == CREATE ? People::created : (people, answer) -> {};
    }
}
