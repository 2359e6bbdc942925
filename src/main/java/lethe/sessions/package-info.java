/** Who is signed in: sessions, personal access tokens, and the actor built anew on each request. */
@ApplicationModule(
        displayName = "Sessions",
        allowedDependencies = {"kernel", "usage", "audit", "repeats", "retention", "privacy"})
@NullMarked
package lethe.sessions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
