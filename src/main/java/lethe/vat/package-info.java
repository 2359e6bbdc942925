/** VAT IDs of the EU states and Northern Ireland: their forms and their check digits, and what is wrong with one. */
@ApplicationModule(
        displayName = "VAT IDs",
        allowedDependencies = {})
@NullMarked
package lethe.vat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
