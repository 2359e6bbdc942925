/** Links for people who came as a file, handed out once, as a file too: until then it is known who came from which line. */
@ApplicationModule(
        displayName = "Handouts",
        allowedDependencies = {"kernel", "csv", "audit", "organisations", "privacy", "staging", "signinsecrets"})
@NullMarked
package lethe.handouts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
