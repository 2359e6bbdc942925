package lethe.web.addresses;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import lethe.web.addresses.Forwarded.Unreadable;
import lethe.web.addresses.TrustedProxies.Trouble;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Sets client, scheme and host of each request from the headers of trusted proxies, before anything else reads them.
 * Tomcat's RemoteIpValve does not support {@code Forwarded}, and trusts client-supplied headers where a proxy sets only
 * one of the two kinds.
 */
final class BehindProxies extends ValveBase {
    static final String TROUBLE = Trouble.class.getName();
    private final TrustedProxies proxies;

    BehindProxies(TrustedProxies proxies) {
        super(true);
        this.proxies = proxies;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        try {
            look(request);
        } catch (Unreadable twoStories) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        getNext().invoke(request, response);
    }

    private void look(Request request) throws Unreadable {
        if (!Passage.isForwarded(name -> headers(request, name))) {
            return;
        }
        var peer = Literal.parse(request.getRemoteAddr());
        if (peer.filter(proxies::trusts).isEmpty()) {
            trouble(request, Trouble.UNTRUSTED);
            return;
        }
        var passage = Passage.of(name -> headers(request, name), proxies::trusts);
        if (passage.client() != null && !passage.client().isEmpty()) {
            request.setRemoteAddr(passage.client());
            request.setRemoteHost(passage.client());
        }
        if (passage.scheme() == null) {
            trouble(request, Trouble.NO_SCHEME);
        } else {
            request.getCoyoteRequest().scheme().setString(passage.scheme());
            request.setSecure(passage.scheme().equals("https"));
            setHost(request, passage.host() == null ? String.valueOf(request.getHeader("Host")) : passage.host());
        }
    }

    private void trouble(Request request, Trouble trouble) {
        proxies.met(trouble);
        request.setAttribute(TROUBLE, trouble);
    }

    /** The port is the one in the host, or the default of the client's scheme. */
    private static void setHost(Request request, String host) {
        var colon = host.lastIndexOf(':');
        var named = colon > 0 && colon > host.lastIndexOf(']');
        var port = named ? host.substring(colon + 1) : "";
        request.getCoyoteRequest().serverName().setString(named ? host.substring(0, colon) : host);
        request.setServerPort(port.matches("\\d{1,5}") ? Integer.parseInt(port) : request.isSecure() ? 443 : 80);
    }

    private static List<String> headers(Request request, String name) {
        return Collections.list(request.getHeaders(name));
    }
}
