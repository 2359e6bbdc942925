/** Partners by pages, to which other rooms add, and by REST. */
@ApplicationModule(
        displayName = "Partner pages",
        allowedDependencies = {"kernel", "audit", "partners", "repeats"})
@NullMarked
package lethe.partnerpages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
