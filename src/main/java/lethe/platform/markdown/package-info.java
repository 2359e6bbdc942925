/** Markdown that people write, rendered as HTML without scripts and as plain text, within bounds. */
@ApplicationModule(
        displayName = "Markdown",
        allowedDependencies = {})
@NullMarked
package lethe.platform.markdown;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
