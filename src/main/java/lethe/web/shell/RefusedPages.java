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

/** Presents refusals: a form on its own page with its input, anything else on an error page. */
@Component
class RefusedPages {
    private static final Set<Integer> MENDABLE = Set.of(400, 401, 403, 409, 422, 429);

    private static final String OPERATOR = "/operator/";

    private static final Set<String> UNTYPED = Set.of("after", "limit");

    private static final Set<String> NOT_AGAIN = Set.of("permission", "session-required");

    /** Status codes after which the form's page may be unavailable, so that the error page must show the input. */
    private static final Set<Integer> LOST = Set.of(401, 403, 404, 409, 410, 422, 429, 500, 503);

    /** Refusals after which the same form can be sent again: after signing in, a required step, or waiting. */
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

    /** The preferred support contact; null if there is none. */
    @Nullable
    String support(HttpServletRequest request) {
        return pages.heading(request).support().stream()
                .findFirst()
                .map(PageContext.Channel::text)
                .orElse(null);
    }

    /** Shows an error page that explains the problem, what to do and whom to contact. */
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

    /** The operator has no password and needs a new link to return to a form. */
    private static String signedOut(HttpServletRequest request, String held) {
        if ((request.getRequestURI() + "/").startsWith(request.getContextPath() + OPERATOR)) {
            return "operator/signed-out";
        } else {
            return held.isEmpty() ? "problems/one" : "web/signed-out";
        }
    }

    /** Whether the form was sent from another site, according to the browser; its content is not shown. */
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

    /** Shows the refused form again with input and errors; null if there is no such form. */
    @Nullable
    ModelAndView formAgain(Problem problem, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (isForm(request) && isMendable(problem)) {
            for (var address : parents(request)) {
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

    /** Whether the filter fields of a list are wrong, rather than its cursor. */
    private static boolean isFilter(Problem problem, HttpServletRequest request) {
        return HttpMethod.GET.matches(request.getMethod())
                && !Problems.isForClients(request)
                && problem.code().equals("invalid-parameter")
                && problem.wrongs().stream().noneMatch(one -> UNTYPED.contains(one.field()));
    }

    /** Excludes forms that the user may not send in any case, and unreadable ones. */
    private static boolean isMendable(Problem problem) {
        return MENDABLE.contains(problem.status()) && !NOT_AGAIN.contains(problem.code()) && !isUnreadable(problem);
    }

    private static boolean isUnreadable(Problem problem) {
        return problem.code().equals("malformed") && problem.wrongs().isEmpty();
    }

    private static boolean isForm(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod()) && !Problems.isForClients(request);
    }

    /** The address itself and all parents except the home page, which has no form. */
    private static List<String> parents(HttpServletRequest request) {
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
            if (shown != null && !redirects(shown)) {
                shown.setStatus(HttpStatusCode.valueOf(form.problem().status()));
                return shown;
            }
        } catch (Refusal | TypeMismatchException noFormThere) {
            response.resetBuffer();
        }
        asGet.removeAttribute(RefusedForm.class.getName());
        return null;
    }

    /** Handles the page like a GET request, including permission checks. */
    private @Nullable ModelAndView page(
            HttpServletRequest asGet, HttpServletResponse response, HandlerExecutionChain route) throws Exception {
        if (route.getHandler() instanceof HandlerMethod page && returnsAView(page)) {
            for (var before : route.getInterceptorList()) {
                if (!before.preHandle(asGet, response, page)) {
                    return null;
                }
            }
            return handled(asGet, response, page);
        }
        return null;
    }

    /** Discards pages that are themselves refused, such as the operator's 401 pages. */
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

    /** Excludes downloads, which would write their response directly. */
    private static boolean returnsAView(HandlerMethod handler) {
        return handler.getReturnType().getParameterType() == String.class
                && !handler.hasMethodAnnotation(ResponseBody.class);
    }

    /** A redirect would hide the errors. */
    private static boolean redirects(ModelAndView shown) {
        return String.valueOf(shown.getViewName()).startsWith("redirect:");
    }
}
