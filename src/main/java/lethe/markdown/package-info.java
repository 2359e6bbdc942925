/** Texts that people write in Markdown, as HTML that carries no script, and as plain text. */
@ApplicationModule(
        displayName = "Markdown",
        allowedDependencies = {})
@NullMarked
package lethe.markdown;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
