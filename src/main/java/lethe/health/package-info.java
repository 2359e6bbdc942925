/** Whether Lethe answers and can work, for whoever starts, balances or watches it. */
@ApplicationModule(
        displayName = "Health",
        allowedDependencies = {"kernel", "addresses", "database", "vault", "mail", "snapshots"})
@NullMarked
package lethe.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
