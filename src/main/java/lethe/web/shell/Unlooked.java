package lethe.web.shell;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.regex.Pattern;

/**
 * A request to an organisation that could not be looked up while the database is unavailable. It keeps the
 * organisation's address, so that a form sent again reaches the right organisation.
 */
final class Unlooked extends HttpServletRequestWrapper {
    private static final Pattern ADDRESS = Pattern.compile("(/o/[a-z0-9-]{1,60})/.*");
    private final String path;

    private Unlooked(HttpServletRequest request, String path) {
        super(request);
        this.path = path;
    }

    /** Returns the request itself if its organisation is known or its address contains none. */
    static HttpServletRequest of(HttpServletRequest request) {
        var address = ADDRESS.matcher(
                request.getRequestURI().substring(request.getContextPath().length()));
        return address.matches() ? new Unlooked(request, request.getContextPath() + address.group(1)) : request;
    }

    @Override
    public String getContextPath() {
        return path;
    }
}
