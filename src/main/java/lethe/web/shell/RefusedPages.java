package lethe.web.shell;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lethe.platform.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Shows what was refused: a form as the page it came from, with what was typed; anything else on a page of its own. */
@Component
class RefusedPages {
    private static final Set<Integer> MENDABLE = Set.of(400, 401, 403, 409, 422, 429);

    private static final String OPERATOR = "/operator/";

    private static final Set<String> UNTYPED = Set.of("after", "limit");

    private static final Set<String> NOT_AGAIN = Set.of("permission", "session-required");

    /** Refusals of a form whose page is not there for them any more: what they typed must not be lost as well. */
    private static final Set<Integer> LOST = Set.of(401, 403, 404, 409, 410, 422, 429, 500, 503);

    /** Refusals after which the same form can be sent: once they have signed in, done what comes first, or waited. */
    private static final Set<String> PASSING = Set.of(
            "sign-in-required",
            "new-password-required",
            "own-consent-required",
            "forged-form",
            "too-many",
            "internal",
            "unavailable");

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

    /** The preferred support channel; null where none is named. */
    @Nullable
    String support(HttpServletRequest request) {
        return pages.heading(request).support().stream()
                .findFirst()
                .map(PageContext.Channel::text)
                .orElse(null);
    }

    /** Writes a page that says what it means, what to do and whom to ask. */
    void show(Problem problem, HttpServletRequest sent, HttpServletResponse response) throws IOException {
        var request = Held.carriedBy(problem.code().equals("unavailable") ? Unlooked.of(sent) : sent);
        var lost = isForm(request) && LOST.contains(problem.status()) && !isForeign(problem, request);
        var typed = lost ? new SubmittedForm(request.getParameterMap()).lines(new PageContext(request, pages)) : "";
        var held = lost && PASSING.contains(problem.code())
                ? Held.of(request).map(Held::packed).orElse("")
                : "";
        var page = problem.code().equals("sign-in-required") && lost ? signedOut(request, held) : "problems/one";
        pages.show(page, Map.of("problem", problem, "typed", typed, "held", held), request, response);
    }

    /** The operator has no password: only a new link leads back to a form. */
    private static String signedOut(HttpServletRequest request, String held) {
        if ((request.getRequestURI() + "/").startsWith(request.getContextPath() + OPERATOR)) {
            return "operator/signed-out";
        } else {
            return held.isEmpty() ? "problems/one" : "web/signed-out";
        }
    }

    /** What a foreign page had sent is shown to nobody; a browser says whose page it was. */
    private static boolean isForeign(Problem problem, HttpServletRequest request) {
        return problem.code().equals("forged-form")
                && !"same-origin".equals(request.getHeader("Sec-Fetch-Site"))
                && !own(request).equals(request.getHeader(HttpHeaders.ORIGIN));
    }

    private static String own(HttpServletRequest request) {
        var port = request.getServerPort();
        var usual = port == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }

    /** The form that was refused, with what was typed and what is wrong; null where there was none. */
    @Nullable
    ModelAndView formAgain(Problem problem, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (isForm(request) && isMendable(problem)) {
            for (var address : above(request)) {
                var asGet = new Readdressed(request, HttpMethod.GET.name(), address);
                var shown = shown(asGet, response, route(asGet), new RefusedForm(request.getParameterMap(), problem));
                if (shown != null) {
                    return shown;
                }
            }
        } else if (isFilter(problem, request)) {
            var unfiltered = Readdressed.unfiltered(request);
            return shown(unfiltered, response, route(unfiltered), new RefusedForm(request.getParameterMap(), problem));
        }
        return null;
    }

    /** What was typed into the fields above a list; a cursor is never typed. */
    private static boolean isFilter(Problem problem, HttpServletRequest request) {
        return HttpMethod.GET.matches(request.getMethod())
                && !Problems.isForClients(request)
                && problem.code().equals("invalid-parameter")
                && problem.wrongs().stream().noneMatch(one -> UNTYPED.contains(one.field()));
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

    private @Nullable HandlerExecutionChain route(HttpServletRequest asGet) throws Exception {
        ServletRequestPathUtils.parseAndCache(asGet);
        try {
            return routes.getObject().getHandler(asGet);
        } catch (HttpRequestMethodNotSupportedException noPage) {
            return null;
        }
    }

    private @Nullable ModelAndView shown(
            HttpServletRequest asGet,
            HttpServletResponse response,
            @Nullable HandlerExecutionChain route,
            RefusedForm form)
            throws Exception {
        asGet.setAttribute(RefusedForm.class.getName(), form);
        try {
            var shown = route == null ? null : page(asGet, response, route);
            if (shown != null && !leadsAway(shown)) {
                shown.setStatus(HttpStatusCode.valueOf(form.problem().status()));
                return shown;
            }
        } catch (Refusal | TypeMismatchException noFormThere) {
            response.resetBuffer();
        }
        asGet.removeAttribute(RefusedForm.class.getName());
        return null;
    }

    /** As if it had been asked for: whatever a page needs is asked here as well. */
    private @Nullable ModelAndView page(
            HttpServletRequest asGet, HttpServletResponse response, HandlerExecutionChain route) throws Exception {
        if (route.getHandler() instanceof HandlerMethod page && namesAPage(page)) {
            for (var before : route.getInterceptorList()) {
                if (!before.preHandle(asGet, response, page)) {
                    return null;
                }
            }
            return handled(asGet, response, page);
        }
        return null;
    }

    /** A page that is itself refused, as the operator's are with 401, has no form to fill in again. */
    private @Nullable ModelAndView handled(HttpServletRequest asGet, HttpServletResponse response, HandlerMethod page)
            throws Exception {
        var refusal = response.getStatus();
        response.setStatus(HttpServletResponse.SC_OK);
        try {
            var shown = calls.getObject().handle(asGet, response, page);
            return response.getStatus() == HttpServletResponse.SC_OK ? shown : null;
        } finally {
            response.setStatus(refusal);
        }
    }

    /** A download, which writes its answer itself, would be written before anything is said of what was refused. */
    private static boolean namesAPage(HandlerMethod handler) {
        return handler.getReturnType().getParameterType() == String.class
                && !handler.hasMethodAnnotation(ResponseBody.class);
    }

    /** A page that sends on would hide what was wrong. */
    private static boolean leadsAway(ModelAndView shown) {
        return String.valueOf(shown.getViewName()).startsWith("redirect:");
    }
}
