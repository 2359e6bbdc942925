package lethe.signin.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.signin.sessions.SavedRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Leads back to where the user was going before they had to sign in or decide: to the page itself, or the page of the
 * form.
 */
@Component
class Return {
    private final ObjectProvider<RequestMappingHandlerMapping> routes;

    Return(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> routes) {
        this.routes = routes;
    }

    /** Whether a form was not submitted, which its sender must be told. */
    static boolean isUnsent(HttpServletRequest request) {
        return SavedRequest.of(request).filter(SavedRequest::unsent).isPresent();
    }

    /** The address to continue at; works once. */
    String address(HttpServletRequest request, HttpServletResponse response) {
        var onward = SavedRequest.of(request);
        onward.ifPresent(it -> it.forget(request, response));
        return onward.flatMap(it -> it.unsent() ? pageOf(it.address()) : Optional.of(it.address()))
                .orElse("/");
    }

    /** The page of a form has the form's address or one above it. */
    private Optional<String> pageOf(String address) {
        return Stream.iterate(address, path -> !path.isEmpty(), path -> path.substring(0, path.lastIndexOf('/')))
                .filter(this::isPage)
                .findFirst();
    }

    private boolean isPage(String address) {
        var path = PathContainer.parsePath(address);
        return routes.getObject().getHandlerMethods().keySet().stream().anyMatch(route -> answers(route, path));
    }

    private static boolean answers(RequestMappingInfo route, PathContainer path) {
        var patterns = route.getPathPatternsCondition();
        return patterns != null
                && route.getMethodsCondition().getMethods().contains(RequestMethod.GET)
                && patterns.getPatterns().stream().anyMatch(pattern -> pattern.matches(path));
    }
}
