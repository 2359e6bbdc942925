package lethe.web.api;

import jakarta.servlet.http.HttpServletRequest;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.requests.RequiresPermission;
import lethe.platform.requests.TakesFile;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Tells which routes accept a form with a file, before the form is read. */
@Component
final class FileRoutes {
    /** Allowance for the form around the file. */
    static final long AROUND = 64 << 10;

    private final ObjectProvider<RequestMappingHandlerMapping> routes;

    FileRoutes(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> routes) {
        this.routes = routes;
    }

    /** The maximum size of such a form. Refuses in the order of the contract: 405, 415, 401, 413, 403 permission. */
    long most(HttpServletRequest request) {
        var method = method(request);
        var takes = method == null ? null : method.getMethodAnnotation(TakesFile.class);
        if (method == null || takes == null) {
            throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
        if (Gate.actor(request) == null && method.hasMethodAnnotation(RequiresPermission.class)) {
            throw SignInFailed.required();
        }
        var most = ((long) takes.mebibytes() << 20) + AROUND;
        if (request.getContentLengthLong() > most) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
        Gate.checkPermission(request, method);
        return most;
    }

    private @Nullable HandlerMethod method(HttpServletRequest request) {
        ServletRequestPathUtils.parseAndCache(request);
        try {
            var route = routes.getObject().getHandler(request);
            return route != null && route.getHandler() instanceof HandlerMethod method ? method : null;
        } catch (RuntimeException refusal) {
            throw refusal;
        } catch (HttpRequestMethodNotSupportedException otherMethod) {
            throw new ResponseStatusException(HttpStatus.METHOD_NOT_ALLOWED);
        } catch (Exception unreadable) {
            throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
    }
}
