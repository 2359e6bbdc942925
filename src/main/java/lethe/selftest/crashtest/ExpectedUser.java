package lethe.selftest.crashtest;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a writer knows about a user from the answers: what must be true and, where no answer came, what may be true. */
final class ExpectedUser {
    /** The known state of a user. */
    public enum Fate {
        /** Their creation was not answered. */
        ASKED,
        THERE,
        /** Their termination was not answered. */
        LEAVING,
        GONE,
        NEVER
    }

    /** Type and role, which are changed and checked together. */
    public record Rights(String type, String roleId) {}

    private final String lastName;
    private final String key;
    private final Set<String> emails;
    private final Set<Rights> rights;
    private Fate fate = Fate.ASKED;
    private boolean fresh = true;
    private @Nullable String id;
    private @Nullable String password;
    private @Nullable String session;
    private @Nullable String token;
    private @Nullable String receipt;

    /** @param key the idempotency key with which their creation is repeated */
    ExpectedUser(String lastName, String key, String email, Rights rights) {
        this.lastName = lastName;
        this.key = key;
        this.emails = new HashSet<>(Set.of(email));
        this.rights = new HashSet<>(Set.of(rights));
    }

    public String lastName() {
        return lastName;
    }

    String key() {
        return key;
    }

    public Fate fate() {
        return fate;
    }

    public boolean is(Fate other) {
        return fate == other;
    }

    /** Whether every request about them was answered. */
    boolean isSettled() {
        return fate == Fate.THERE && emails.size() == 1 && rights.size() == 1;
    }

    /** Whether anything has happened to them since the last check. */
    public boolean isFresh() {
        return fresh;
    }

    public void lookedAt() {
        fresh = false;
    }

    public String id() {
        return id == null ? "" : id;
    }

    /** The current e-mail, or those that may be current. */
    public Set<String> emails() {
        return Set.copyOf(emails);
    }

    public String email() {
        return emails.iterator().next();
    }

    public boolean mayHave(Rights some) {
        return rights.contains(some);
    }

    /** The temporary or their own password; absent if the answer that contained it was lost. */
    public @Nullable String password() {
        return password;
    }

    /** Present once they have signed in and consented. */
    public @Nullable String token() {
        return token;
    }

    /** For requests that need a session, where an access token is not enough. */
    @Nullable
    String session() {
        return session;
    }

    public @Nullable String receipt() {
        return receipt;
    }

    /** The request that creates them. */
    Map<String, Object> form() {
        var one = rights.iterator().next();
        return Map.of(
                "firstName",
                "Tori",
                "lastName",
                lastName,
                "email",
                email(),
                "type",
                one.type(),
                "roleId",
                one.roleId(),
                "consent",
                Map.of("given", true, "noticeVersion", 1, "language", "en"));
    }

    public void created(String as, @Nullable String secret) {
        touch(Fate.THERE);
        id = as;
        password = secret;
    }

    public void never() {
        touch(Fate.NEVER);
    }

    void allowRights(Rights others) {
        touch(fate);
        rights.add(others);
    }

    public void has(Rights these) {
        rights.clear();
        rights.add(these);
    }

    void allowEmail(String other) {
        touch(fate);
        emails.add(other);
    }

    public void has(String email) {
        emails.clear();
        emails.add(email);
    }

    /** A request was lost, so the known password may be wrong. */
    void passwordIsUnsure() {
        touch(fate);
        password = null;
    }

    void signedIn(String own, String in, String access) {
        touch(fate);
        password = own;
        session = in;
        token = access;
    }

    void leaving() {
        touch(Fate.LEAVING);
    }

    public void stayed() {
        touch(Fate.THERE);
    }

    public void gone(String with) {
        touch(Fate.GONE);
        receipt = with;
    }

    private void touch(Fate next) {
        fate = next;
        fresh = true;
    }

    /** Omits the name. */
    @Override
    public String toString() {
        return lastName + " " + id() + " (" + fate + ")";
    }
}
