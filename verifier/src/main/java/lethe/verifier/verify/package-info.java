/** Checks receipts and audit logs from their text and a public key alone: no database, no network, no trust. */
@NullMarked
package lethe.verifier.verify;

import org.jspecify.annotations.NullMarked;
