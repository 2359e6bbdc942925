package lethe.platform.database;

import org.jspecify.annotations.Nullable;

/** A running server and the roles that use it. */
interface DatabaseServer extends AutoCloseable {
    /** The role that owns nothing and is bound by row-level security. */
    DatabaseCredentials application();

    /** The role that owns the schema, if configured; only migrations use it. */
    @Nullable
    DatabaseCredentials owner();

    @Override
    void close();
}
