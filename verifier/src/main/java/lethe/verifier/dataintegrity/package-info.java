/** JSON documents signed with W3C Data Integrity (eddsa-jcs-2022): no database, no network. */
@NullMarked
package lethe.verifier.dataintegrity;

import org.jspecify.annotations.NullMarked;
