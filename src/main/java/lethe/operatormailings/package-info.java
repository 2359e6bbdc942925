/** The operator writes issues of its newsletters and sends them in all organisations. */
@ApplicationModule(
        displayName = "Operator’s mailings",
        allowedDependencies = {
            "kernel",
            "newsletters",
            "operatornewsletters",
            "handover",
            "dispatch",
            "issues",
            "operator",
            "repeats"
        })
@NullMarked
package lethe.operatormailings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
