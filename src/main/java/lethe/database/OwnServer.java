package lethe.database;

import org.jspecify.annotations.Nullable;

/** A server that the operator runs. */
record OwnServer(Login application, @Nullable Login owner) implements DatabaseServer {
    @Override
    public void close() {}
}
