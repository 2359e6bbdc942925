package lethe.selftest.crashtest;

import java.util.Map;
import java.util.Optional;
import lethe.selftest.instance.ApiClient;

/** Finds a user by an e-mail, which may belong to another user by now. */
record Finder(ApiClient admin) {
    /** @return the user's ID */
    Optional<String> find(ExpectedUser person, String email) {
        return admin.post("/users/lookup", Map.of("email", email))
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("lastName").asString("").equals(person.lastName()))
                .map(one -> one.path("id").asString(""))
                .findFirst();
    }
}
