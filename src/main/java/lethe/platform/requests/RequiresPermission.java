package lethe.platform.requests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import lethe.platform.kernel.Permission;

/**
 * The permissions that a route needs, so that it is refused before its body is read and pages know whether to link to it. The
 * door behind the route checks again: this annotation determines the order of refusals, not the rule.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresPermission {
    /** All of these. */
    Permission[] value() default {};

    /** At least one of these. */
    Permission[] any() default {};
}
