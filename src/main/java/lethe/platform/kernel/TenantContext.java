package lethe.platform.kernel;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The organisation, and the user if any, for which the current thread works. Every transaction passes it to the database, whose
 * row-level security then shows that organisation only.
 */
public final class TenantContext {
    private static final ScopedValue<OrganisationId> ORGANISATION = ScopedValue.newInstance();
    private static final ScopedValue<UserId> PERSON = ScopedValue.newInstance();

    private TenantContext() {}

    /** Empty outside any organisation; the database then shows only the few tables that belong to none. */
    public static Optional<OrganisationId> organisation() {
        return ORGANISATION.isBound() ? Optional.of(ORGANISATION.get()) : Optional.empty();
    }

    /** The signed-in user; the database allows changes to their own name and e-mail only. */
    public static Optional<UserId> person() {
        return PERSON.isBound() ? Optional.of(PERSON.get()) : Optional.empty();
    }

    public static <T extends @Nullable Object> T in(OrganisationId organisation, Work<T> work) {
        return ScopedValue.where(ORGANISATION, organisation).call(work::run);
    }

    public static void run(OrganisationId organisation, Runnable work) {
        ScopedValue.where(ORGANISATION, organisation).run(work);
    }

    /** As {@link #in}, for work that throws checked exceptions, such as a filter chain. */
    public static <T extends @Nullable Object> T call(OrganisationId organisation, Callable<T> work) throws Exception {
        return ScopedValue.where(ORGANISATION, organisation).call(work::call);
    }

    /** As {@link #call}, on behalf of a signed-in user. */
    public static <T extends @Nullable Object> T call(Actor actor, Callable<T> work) throws Exception {
        var scope = ScopedValue.where(ORGANISATION, actor.organisation());
        return (actor.user() == null ? scope : scope.where(PERSON, actor.user())).call(work::call);
    }

    /** Work that throws no checked exception. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run();
    }
}
