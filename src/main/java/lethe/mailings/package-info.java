/** Issues of newsletters: written in Markdown, looked at, tested, sent, and how far that is. */
@ApplicationModule(
        displayName = "Mailings",
        allowedDependencies = {
            "kernel",
            "usage",
            "audit",
            "repeats",
            "markdown",
            "mail",
            "newsletters",
            "operatornewsletters",
            "organisations",
            "subscriptions",
            "dispatch",
            "operator"
        })
@NullMarked
package lethe.mailings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
