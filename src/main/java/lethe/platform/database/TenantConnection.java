package lethe.platform.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a transaction: before the first statement, it sets the thread's organisation and user in the database. If the
 * first statements are a {@link RoundTrip}, that is sent along with them.
 */
final class TenantConnection implements InvocationHandler {
    static final String TELL = "select set_config('lethe.organisation', ?, true), set_config('lethe.person', ?, true)";

    /** Methods that send the database nothing that depends on the organisation. */
    private static final Set<String> NOTHING_ASKED = Set.of(
            "setReadOnly",
            "isReadOnly",
            "setAutoCommit",
            "getAutoCommit",
            "setTransactionIsolation",
            "getTransactionIsolation",
            "commit",
            "rollback",
            "close",
            "isClosed",
            "isWrapperFor",
            "getWarnings",
            "clearWarnings",
            "toString",
            "hashCode");

    private final Connection connection;
    private final boolean begun;
    private final List<String> tenant = tenant();
    private boolean told;

    private TenantConnection(Connection connection, boolean begun) {
        this.connection = connection;
        this.begun = begun;
        this.told = begun;
    }

    /** A connection whose organisation and user may not have been set yet. */
    interface Untold {
        /**
         * Organisation and user when the transaction began, in the order of {@link #TELL}, for the caller to set. Empty if
         * they have been set.
         */
        Optional<List<String>> takeTenant();

        /** Called if they were taken and could not be sent. */
        void giveBackTenant();
    }

    /** A connection without any statement yet. */
    static Connection of(Connection connection) {
        return proxy(new TenantConnection(connection, false));
    }

    /** A connection in a transaction whose tenant has been set, and which can no longer become read-only. */
    static Connection begun(Connection connection) {
        return proxy(new TenantConnection(connection, true));
    }

    private static Connection proxy(TenantConnection handler) {
        return (Connection) Proxy.newProxyInstance(
                TenantConnection.class.getClassLoader(), new Class<?>[] {Connection.class, Untold.class}, handler);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        if (method.getDeclaringClass() == Untold.class) {
            return method.getName().equals("takeTenant") ? takeTenant() : giveBackTenant();
        }
        if (method.getName().equals("equals") && given != null) {
            return proxy == given[0] || connection.equals(given[0]);
        }
        if (begun && method.getName().equals("setReadOnly")) {
            return null;
        }
        if (!told && !NOTHING_ASKED.contains(method.getName())) {
            tell();
        }
        try {
            return method.invoke(connection, given);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private Optional<List<String>> takeTenant() {
        var untold = told ? Optional.<List<String>>empty() : Optional.of(tenant);
        told = true;
        return untold;
    }

    private @Nullable Object giveBackTenant() {
        told = false;
        return null;
    }

    private void tell() throws SQLException {
        try (var statement = connection.prepareStatement(TELL)) {
            statement.setString(1, tenant.getFirst());
            statement.setString(2, tenant.getLast());
            statement.execute();
        }
        told = true;
    }

    /** The thread's scope when the transaction begins; a scope entered later does not change it. */
    private static List<String> tenant() {
        return List.of(
                TenantContext.organisation()
                        .map(OrganisationId::value)
                        .map(Object::toString)
                        .orElse(""),
                TenantContext.person().map(UserId::value).map(Object::toString).orElse(""));
    }
}
