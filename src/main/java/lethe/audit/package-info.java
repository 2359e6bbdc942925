/** Who did what to whom: ids and facts, only ever added to. */
@ApplicationModule(
        displayName = "Audit",
        allowedDependencies = {"kernel", "usage", "vault", "merkle"})
@NullMarked
package lethe.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
