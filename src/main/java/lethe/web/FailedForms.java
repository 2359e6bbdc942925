package lethe.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Shows a form that was refused again, as the page it came from, with what was typed and what is wrong. */
@Component
class FailedForms {
    private static final Set<Integer> MENDABLE = Set.of(400, 401, 403, 409, 422);
    private final ObjectProvider<RequestMappingHandlerMapping> routes;
    private final ObjectProvider<RequestMappingHandlerAdapter> calls;

    FailedForms(
            ObjectProvider<RequestMappingHandlerMapping> routes, ObjectProvider<RequestMappingHandlerAdapter> calls) {
        this.routes = routes;
        this.calls = calls;
    }

    /** Empty where there was no form, or no page above its address. */
    Optional<ModelAndView> again(HttpServletRequest request, HttpServletResponse response, Problem problem) {
        var posted = HttpMethod.POST.matches(request.getMethod()) && !Problems.isForClients(request);
        if (posted && MENDABLE.contains(problem.status())) {
            var form = new Form(request.getParameterMap(), problem);
            return above(request)
                    .flatMap(address -> page(new Readdressed(request, "GET", address), response, form).stream())
                    .findFirst();
        }
        return Optional.empty();
    }

    /** The address itself and all above it, but not the home page, which has no form. */
    private static Stream<String> above(HttpServletRequest request) {
        var home = request.getContextPath().length();
        return Stream.iterate(
                request.getRequestURI(),
                address -> address.lastIndexOf('/') >= home && address.length() > home + 1,
                address -> address.substring(0, address.lastIndexOf('/')));
    }

    private Optional<ModelAndView> page(HttpServletRequest asGet, HttpServletResponse response, Form form) {
        var before = ServletRequestPathUtils.getParsedRequestPath(asGet);
        ServletRequestPathUtils.parseAndCache(asGet);
        asGet.setAttribute(Form.class.getName(), form);
        try {
            var route = routes.getObject().getHandler(asGet);
            if (route != null && route.getHandler() instanceof HandlerMethod page) {
                var shown = calls.getObject().handle(asGet, response, page);
                if (shown != null && !leadsAway(shown)) {
                    return Optional.of(withStatus(shown, form));
                }
            }
        } catch (Exception noPageOrNotForThem) {
            // the next one above is asked
        }
        asGet.removeAttribute(Form.class.getName());
        ServletRequestPathUtils.setParsedRequestPath(before, asGet);
        return Optional.empty();
    }

    /** A page that sends on would hide what was wrong. */
    private static boolean leadsAway(ModelAndView shown) {
        return String.valueOf(shown.getViewName()).startsWith("redirect:");
    }

    private static ModelAndView withStatus(ModelAndView page, Form form) {
        page.setStatus(HttpStatusCode.valueOf(form.problem().status()));
        return page;
    }
}
