package lethe.platform.requests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import lethe.platform.kernel.Permission;

/**
 * The permissions a route needs, so that it is refused before its body is read and other routes can tell whether to
 * link to it. The door behind the route asks again: this is the order of refusal, not the rule.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresPermission {
    /** All of them are needed. */
    Permission[] value() default {};

    /** One of them is enough. */
    Permission[] any() default {};
}
