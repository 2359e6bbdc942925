/**
 * How a request is read before a door sees it: who acts, what the route needs, and a body that is exactly what the call
 * takes; whatever else comes is refused, in the order that the contract gives.
 *
 * <p>A controller of another room needs nothing from here by name:
 *
 * <ul>
 *   <li>a parameter of type {@link lethe.kernel.Actor} is who acts; nobody signed in is 401 {@code sign-in-required};
 *       a record that holds one is who acts too, and nothing that is sent;
 *   <li>{@link lethe.kernel.Needs} on the method is asked before body and ids are looked at;
 *   <li>{@link lethe.kernel.InPerson} on the method is asked with it; a {@code currentPassword} that was sent is compared once
 *       body and ids are read, before the handler begins;
 *   <li>ids are records with {@code static Optional<X> parse(String)} and a {@code toString} that is their text: as
 *       {@code @PathVariable} an unreadable one is 404 whatever the order of the parameters, as {@code @RequestParam} 400,
 *       in a body 400;
 *   <li>{@code @RequestBody} is a record; a call without one takes {@code {}} or nothing;
 *   <li>{@link lethe.kernel.TakesFile} on the method: a form with a file, up to that size; no other route reads one;
 *   <li>query parameters are the method's {@code @RequestParam}s, or the components of a record without annotation; any
 *       other, and one given twice, is 400.
 * </ul>
 */
@ApplicationModule(
        displayName = "Requests",
        allowedDependencies = {"kernel", "json", "problems"})
@NullMarked
package lethe.requests;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
