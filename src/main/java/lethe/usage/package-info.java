/**
 * How often a feature is used; anonymous by construction: it is handed a feature and a number, never a person, and what
 * it publishes is differentially private.
 *
 * <p>A room that has something to count declares a constant where it is used, {@code static final Feature CREATING = new
 * Feature("user-created")}, in the class of a bean, describes it in its messages as {@code feature.user-created}, and
 * calls {@link lethe.usage.Usage#count}. The argument is in {@code docs/usage-privacy.md}.
 */
@ApplicationModule(
        displayName = "Usage",
        allowedDependencies = {})
@NullMarked
package lethe.usage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
