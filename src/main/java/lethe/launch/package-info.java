/**
 * Starting the platform as it is told to, to serve or for one errand; taking errands to the one that runs; and saying in
 * a sentence why it could not be.
 */
@ApplicationModule(
        displayName = "Launch",
        allowedDependencies = {"kernel", "control", "database"})
@NullMarked
package lethe.launch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
