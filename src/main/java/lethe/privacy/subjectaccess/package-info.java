/** Access to one's own data, on screen and as a file (Art. 15 and 20 GDPR). */
@ApplicationModule(
        displayName = "Subject access",
        allowedDependencies = {
            "audit.log",
            "organisations",
            "platform.kernel",
            "platform.personaldata",
            "platform.requests",
            "privacy.inventory"
        })
@NullMarked
package lethe.privacy.subjectaccess;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
