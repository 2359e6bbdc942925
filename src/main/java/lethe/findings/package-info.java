/** Whose access has become invalid: found, counted, and brought to the admins' mind. */
@ApplicationModule(
        displayName = "Findings",
        allowedDependencies = {"kernel", "audit", "organisations", "consent", "users", "mail"})
@NullMarked
package lethe.findings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
