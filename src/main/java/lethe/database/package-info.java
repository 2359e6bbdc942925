/** The database: an own PostgreSQL or somebody else's, migrated, checked, and told for whom each transaction works. */
@ApplicationModule(
        displayName = "Database",
        allowedDependencies = {"kernel", "postgres", "disk"})
@NullMarked
package lethe.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
