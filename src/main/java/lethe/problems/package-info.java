/** Every refusal in words, the same for a client (RFC 9457) and for somebody at a browser; the one place where exceptions end. */
@ApplicationModule(
        displayName = "Problems",
        allowedDependencies = {"kernel"})
@NullMarked
package lethe.problems;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
