package lethe.platform.requests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A route that takes a form with a file; any other refuses such a form unread. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface TakesFile {
    /** The largest file in MiB: a form that is longer is refused unread. 0 is a form in that coding without a file. */
    int mebibytes() default 32;
}
