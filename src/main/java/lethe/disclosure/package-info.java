/** What is held of a person, handed out to them: to be read, printed and taken along (Art. 15 and 20). */
@ApplicationModule(
        displayName = "Disclosure",
        allowedDependencies = {"kernel", "inventory", "privacy", "audit", "organisations"})
@NullMarked
package lethe.disclosure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
