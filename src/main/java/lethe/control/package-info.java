/** What only this machine reaches of a Lethe that runs: the commands of all rooms, for the command line, and the meters. */
@ApplicationModule(
        displayName = "Control",
        allowedDependencies = {"kernel", "database"})
@NullMarked
package lethe.control;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
