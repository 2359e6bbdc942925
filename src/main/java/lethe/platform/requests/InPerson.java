package lethe.platform.requests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Only the users themselves may do this, not the holder of a stolen session or token: requires a session, and the current
 * password or a sign-in within the last five minutes. Checked with the permission, before the body is read.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface InPerson {
    /** The field with the password. */
    String PASSWORD = "currentPassword";

    /** Applies only if the request contains this field; if empty, always. */
    String where() default "";

    /** Applies only if this path variable is the caller's own ID; if empty, always. */
    String self() default "";

    /** The handler always requires the password itself, and compares it with the other fields. */
    boolean comparesItself() default false;
}
