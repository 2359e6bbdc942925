/** What is held about a person, given to that person to read, print and take along (Art. 15 and 20 GDPR). */
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
