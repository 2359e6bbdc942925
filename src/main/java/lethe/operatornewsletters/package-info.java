/** The operator’s newsletters, for the people of all organisations: written, changed, withdrawn. */
@ApplicationModule(
        displayName = "Operator’s newsletters",
        allowedDependencies = {"kernel", "organisations", "newsletters", "operator", "repeats"})
@NullMarked
package lethe.operatornewsletters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
