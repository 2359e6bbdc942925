/** PostgreSQL, embedded or external: started, migrated, checked, and told which organisation each transaction works for. */
@ApplicationModule(
        displayName = "Database",
        allowedDependencies = {"platform.kernel"})
@NullMarked
package lethe.platform.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
