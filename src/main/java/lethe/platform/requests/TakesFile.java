package lethe.platform.requests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a route that accepts an upload; all others refuse multipart forms unread. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface TakesFile {
    /** The largest file in MiB; longer forms are refused unread. 0 means a multipart form without a file. */
    int mebibytes() default 32;
}
