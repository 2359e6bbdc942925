/**
 * The shell around what the rooms show: pages and their parts, messages, assets, headers, and every refusal in words.
 *
 * <p>A controller of another room returns {@code "users/list"} and puts records into the model; the template
 * {@code src/main/jte/users/list.jte} begins with {@code @param lethe.web.Shell shell} and its own parameters, and wraps
 * itself in {@code @template.web.layout(...)}. Text stands in {@code messages/users_en.properties} and
 * {@code messages/users_de.properties}.
 *
 * <p><b>A form that fails</b> needs no code in its controller. When a POST to a page ends in a refusal, the page is shown
 * again that answers GET at the same address, or at the nearest address above it, with the refusal's status; there
 * {@link lethe.web.Shell#typed} is what was typed and {@link lethe.web.Shell#error} what is wrong with it. The parts
 * {@code web/field}, {@code web/select} and {@code web/checkbox} do both by themselves. Where no page answers, the refusal
 * gets a page of its own.
 *
 * <p>After a POST: {@code return "redirect:/users?done=created"}; the next page then says {@code done.created}.
 */
@ApplicationModule(
        displayName = "Web",
        allowedDependencies = {"kernel", "problems", "organisations"})
@NullMarked
package lethe.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
