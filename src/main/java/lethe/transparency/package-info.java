/** The audit log as a tree that anybody can check: its order, its signed checkpoints, its proofs, its verification. */
@ApplicationModule(
        displayName = "Transparency",
        allowedDependencies = {"kernel", "audit", "retention", "merkle", "notes", "anchors", "signing", "database"})
@NullMarked
package lethe.transparency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
