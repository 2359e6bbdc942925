package lethe.selftest.crashtest;

import java.util.Map;
import java.util.Optional;
import lethe.selftest.instance.Rest;

/** Finds somebody by an e-mail, which may be another's by now. */
record Finder(Rest admin) {
    /** Their id. */
    Optional<String> find(Person person, String email) {
        return admin.post("/users/lookup", Map.of("email", email))
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("lastName").asString("").equals(person.lastName()))
                .map(one -> one.path("id").asString(""))
                .findFirst();
    }
}
