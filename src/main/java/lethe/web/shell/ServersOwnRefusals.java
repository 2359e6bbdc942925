package lethe.web.shell;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Answers requests that the server refuses before any filter, such as undecodable addresses, with our format and
 * headers.
 */
final class ServersOwnRefusals extends ErrorReportValve {
    private final ObjectProvider<Problems> problems;

    private ServersOwnRefusals(ObjectProvider<Problems> problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() >= 400 && response.getContentWritten() == 0 && response.setErrorReported()) {
            try {
                SafeHeaders.set(request, response);
                problems.getObject().write(new Unrouted(request), response.getResponse(), response.getStatus());
            } catch (IOException | RuntimeException disconnected) {
                container.getLogger().debug("error response could not be written");
            }
        }
    }

    /** Replaces the server's own error valve. */
    @Component
    @Order(Ordered.LOWEST_PRECEDENCE)
    static final class Instead implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
        private final ObjectProvider<Problems> problems;

        Instead(ObjectProvider<Problems> problems) {
            this.problems = problems;
        }

        @Override
        public void customize(TomcatServletWebServerFactory factory) {
            factory.addContextCustomizers(context -> {
                var host = (StandardHost) context.getParent();
                for (var valve : List.of(host.getPipeline().getValves())) {
                    if (valve instanceof ErrorReportValve) {
                        host.getPipeline().removeValve(valve);
                    }
                }
                host.setErrorReportValveClass(ServersOwnRefusals.class.getName());
                host.getPipeline().addValve(new ServersOwnRefusals(problems));
            });
        }
    }

    /** A request outside any application; perhaps only its address was parsed. */
    private static final class Unrouted extends HttpServletRequestWrapper {
        private Unrouted(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getContextPath() {
            return "";
        }

        /** If even the address was not parsed, assumes an API client: browsers send valid addresses. */
        @Override
        public String getRequestURI() {
            return Objects.requireNonNullElse(super.getRequestURI(), "/api/");
        }

        @Override
        public String getMethod() {
            return Objects.requireNonNullElse(super.getMethod(), "GET");
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }
    }
}
