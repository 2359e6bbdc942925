package lethe.selftest.crashtest;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import lethe.selftest.crashtest.ExpectedUser.Rights;

/**
 * The organisation that is tested.
 *
 * @param token an administrator's
 * @param roles IDs of roles that every user may have
 */
record TestOrganisation(String slug, String token, List<String> roles) {
    Rights anyRights(RandomGenerator random) {
        return new Rights(random.nextBoolean() ? "INTERNAL" : "EXTERNAL", roles.get(random.nextInt(roles.size())));
    }

    public Map<String, String> signIn(String email, String password) {
        return Map.of("organisation", slug, "email", email, "password", password);
    }

    /** Omits the token. */
    @Override
    public String toString() {
        return slug;
    }
}
