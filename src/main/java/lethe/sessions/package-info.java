/** Who is signed in: sessions, personal access tokens, the filter chain, and the actor built anew on each request. */
@ApplicationModule(
        displayName = "Sessions",
        allowedDependencies = {"kernel", "usage", "audit", "retention", "organisations", "privacy", "vault", "problems"
        })
@NullMarked
package lethe.sessions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
