package lethe.users;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How many people an organisation has: numbers, which even the operator may know. */
@Component
public class Headcount {
    private final UserStore store;

    Headcount(UserStore store) {
        this.store = store;
    }

    public record Count(int here, int terminated) {}

    /** Of the organisation in scope. */
    @Transactional(readOnly = true)
    public Count count() {
        return store.headcount();
    }
}
