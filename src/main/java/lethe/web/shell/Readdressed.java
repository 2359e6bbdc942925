package lethe.web.shell;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The same request with another address and method: without the posted data, or with a held form. */
final class Readdressed extends HttpServletRequestWrapper {
    private final String method;
    private final String address;
    private final @Nullable String queryString;
    private final Map<String, String[]> query = new LinkedHashMap<>();

    /** Restores a held form at its original address, with its input. */
    Readdressed(HttpServletRequest request, String method, Held form) {
        super(request);
        var mark = form.address().indexOf('?');
        this.method = method;
        this.address = request.getContextPath()
                + (mark < 0 ? form.address() : form.address().substring(0, mark));
        this.queryString = mark < 0 ? null : form.address().substring(mark + 1);
        query.putAll(form.fields());
    }

    Readdressed(HttpServletRequest request, String method, String address) {
        super(request);
        this.method = method;
        this.address = address;
        this.queryString = request.getQueryString();
        UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams()
                .keySet()
                .forEach(name -> query.put(name, request.getParameterValues(name)));
    }

    /** The same page without its query. */
    static Readdressed unfiltered(HttpServletRequest request) {
        var address = request.getRequestURI().substring(request.getContextPath().length());
        return new Readdressed(request, request.getMethod(), new Held(address, Map.of()));
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getRequestURI() {
        return address;
    }

    @Override
    public @Nullable String getQueryString() {
        return queryString;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return query;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(query.keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return query.get(name);
    }

    @Override
    public @Nullable String getParameter(String name) {
        var values = query.get(name);
        return values == null ? null : values[0];
    }
}
