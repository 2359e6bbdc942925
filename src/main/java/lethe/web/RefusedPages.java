package lethe.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lethe.kernel.Refusal;
import lethe.problems.Problem;
import lethe.problems.ProblemPages;
import lethe.problems.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Shows what was refused: a form as the page it came from, with what was typed; anything else on a page of its own. */
@Component
class RefusedPages implements ProblemPages {
    private static final Set<Integer> MENDABLE = Set.of(400, 401, 403, 409, 422, 429);

    private static final Set<String> NOT_AGAIN = Set.of("permission");

    /** Refusals of a form whose page is not there for them any more: what they typed must not be lost as well. */
    private static final Set<Integer> LOST = Set.of(403, 404, 409, 410, 422, 503);

    /** What a foreign page had sent is shown to nobody. */
    private static final Set<String> LOST_TO_NOBODY = Set.of("forged-form");

    private final Pages pages;
    private final ObjectProvider<RequestMappingHandlerMapping> routes;
    private final ObjectProvider<RequestMappingHandlerAdapter> calls;

    RefusedPages(
            Pages pages,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> routes,
            @Qualifier("requestMappingHandlerAdapter") ObjectProvider<RequestMappingHandlerAdapter> calls) {
        this.pages = pages;
        this.routes = routes;
        this.calls = calls;
    }

    @Override
    public @Nullable String support(HttpServletRequest request) {
        return pages.heading(request).support().stream()
                .findFirst()
                .map(Shell.Channel::text)
                .orElse(null);
    }

    @Override
    public void show(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var typed = isForm(request) && LOST.contains(problem.status()) && !LOST_TO_NOBODY.contains(problem.code())
                ? new Typed(request.getParameterMap()).lines(new Shell(request, pages))
                : "";
        pages.show("problems/one", Map.of("problem", problem, "typed", typed), request, response);
    }

    @Override
    public @Nullable ModelAndView formAgain(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (isForm(request) && isMendable(problem)) {
            for (var address : above(request)) {
                var asGet = new Readdressed(request, HttpMethod.GET.name(), address);
                var shown = shown(asGet, response, page(asGet), new Form(request.getParameterMap(), problem));
                if (shown != null) {
                    return shown;
                }
            }
        }
        return null;
    }

    /** Nobody is shown a form that they may not send, whatever they type, nor one of which nothing can be read. */
    private static boolean isMendable(Problem problem) {
        return MENDABLE.contains(problem.status()) && !NOT_AGAIN.contains(problem.code()) && !isUnreadable(problem);
    }

    private static boolean isUnreadable(Problem problem) {
        return problem.code().equals("malformed") && problem.wrongs().isEmpty();
    }

    private static boolean isForm(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod()) && !Problems.isForClients(request);
    }

    /** The address itself and all above it, but not the home page, which has no form. */
    private static List<String> above(HttpServletRequest request) {
        var home = request.getContextPath().length();
        return Stream.iterate(
                        request.getRequestURI(),
                        address -> address.length() > home + 1,
                        address -> address.substring(0, address.lastIndexOf('/')))
                .toList();
    }

    private @Nullable HandlerMethod page(HttpServletRequest asGet) throws Exception {
        ServletRequestPathUtils.parseAndCache(asGet);
        try {
            var route = routes.getObject().getHandler(asGet);
            return route != null && route.getHandler() instanceof HandlerMethod page ? page : null;
        } catch (HttpRequestMethodNotSupportedException noPage) {
            return null;
        }
    }

    private @Nullable ModelAndView shown(
            HttpServletRequest asGet, HttpServletResponse response, @Nullable HandlerMethod page, Form form)
            throws Exception {
        asGet.setAttribute(Form.class.getName(), form);
        try {
            var shown = page == null ? null : calls.getObject().handle(asGet, response, page);
            if (shown != null && !leadsAway(shown)) {
                shown.setStatus(HttpStatusCode.valueOf(form.problem().status()));
                return shown;
            }
        } catch (Refusal | TypeMismatchException noFormThere) {
            response.resetBuffer();
        }
        asGet.removeAttribute(Form.class.getName());
        return null;
    }

    /** A page that sends on would hide what was wrong. */
    private static boolean leadsAway(ModelAndView shown) {
        return String.valueOf(shown.getViewName()).startsWith("redirect:");
    }
}
