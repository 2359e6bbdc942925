/** Keys by number, each wrapped in a slot of the key file, and the header that says under what. */
@ApplicationModule(
        displayName = "Slots",
        allowedDependencies = {"kernel", "disk", "masterkey"})
@NullMarked
package lethe.slots;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
