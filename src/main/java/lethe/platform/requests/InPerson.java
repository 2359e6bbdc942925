package lethe.platform.requests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What only the person may do, and not whoever has come by a session or a token of theirs: it takes a session, and the
 * current password or a sign-in of the last five minutes. Asked with the permission, before the body is read.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface InPerson {
    /** The field that carries the password. */
    String PASSWORD = "currentPassword";

    /** Only where the request names this field; where none is given, always. */
    String where() default "";

    /** Only where this part of the address is the caller's own id; where none is given, always. */
    String self() default "";

    /** The handler asks for the password whenever the sign-in was, and compares it with the other fields. */
    boolean comparesItself() default false;
}
