package lethe.selftest.crashtest;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import lethe.selftest.crashtest.ExpectedUser.Rights;

/**
 * The organisation in which all of it happens.
 *
 * @param token an administrator's
 * @param roles ids of roles that everybody may have
 */
record TestOrganisation(String slug, String token, List<String> roles) {
    Rights anyRights(RandomGenerator chance) {
        return new Rights(chance.nextBoolean() ? "INTERNAL" : "EXTERNAL", roles.get(chance.nextInt(roles.size())));
    }

    public Map<String, String> signIn(String email, String password) {
        return Map.of("organisation", slug, "email", email, "password", password);
    }

    /** Never the token. */
    @Override
    public String toString() {
        return slug;
    }
}
