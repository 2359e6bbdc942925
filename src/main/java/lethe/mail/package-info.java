/** Mail that goes out: a queue of ids and kinds, of which address and words are found at the moment of sending. */
@ApplicationModule(
        displayName = "Mail",
        allowedDependencies = {"kernel", "jobs", "vault", "retention", "organisations", "privacy"})
@NullMarked
package lethe.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
