/** Signed notes and checkpoints (C2SP), those kept outside the database, and the restores that a log declares. */
@NullMarked
package lethe.verifier.checkpoints;

import org.jspecify.annotations.NullMarked;
