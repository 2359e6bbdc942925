/** Interfaces for rooms that store personal data: erase it, decrypt it for its owner, delete it when it expires. */
@ApplicationModule(
        displayName = "Personal data",
        allowedDependencies = {"platform.database", "platform.kernel"})
@NullMarked
package lethe.platform.personaldata;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
