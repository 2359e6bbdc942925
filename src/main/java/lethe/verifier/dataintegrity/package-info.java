/** JSON documents signed with W3C Data Integrity (eddsa-jcs-2022): no database, no network. */
@ApplicationModule(
        displayName = "Data integrity",
        allowedDependencies = {"verifier.checkpoints"})
@NullMarked
package lethe.verifier.dataintegrity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
