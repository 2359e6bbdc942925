/**
 * What a room implements when it holds data about people: erase it, open it for its owner, remove it when its time is
 * over.
 */
@ApplicationModule(
        displayName = "Personal data",
        allowedDependencies = {"platform.kernel"})
@NullMarked
package lethe.platform.personaldata;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
