/** Checks receipts and audit logs with nothing but their text and a public key: no database, no network, no trust. */
@ApplicationModule(
        displayName = "Evidence",
        allowedDependencies = {"merkle", "notes", "anchors", "dataintegrity"})
@NullMarked
package lethe.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
