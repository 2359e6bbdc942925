/** Lethe's own PostgreSQL: its programs, its cluster, the process and its user; and how one signs in to any server. */
@ApplicationModule(
        displayName = "PostgreSQL",
        allowedDependencies = {"kernel", "disk"})
@NullMarked
package lethe.postgres;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
