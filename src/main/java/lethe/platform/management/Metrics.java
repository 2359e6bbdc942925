package lethe.platform.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** {@code /metrics} for Prometheus, on a separate loopback port; only if the port is configured. */
@Component
class Metrics implements DisposableBean {
    private final PrometheusMeterRegistry registry;
    private final @Nullable Integer port;
    private @Nullable HttpServer server;

    Metrics(PrometheusMeterRegistry registry, @Value("${lethe.management-port:#{null}}") @Nullable Integer port) {
        this.registry = registry;
        this.port = port;
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() throws IOException {
        if (port != null) {
            var opened = Loopback.server(port);
            opened.createContext("/", this::answer);
            opened.start();
            server = opened;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals("/metrics")) {
                var text = registry.scrape().getBytes(StandardCharsets.UTF_8);
                Loopback.send(exchange, "text/plain; version=0.0.4; charset=utf-8", text);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    @Override
    public void destroy() {
        if (server != null) {
            server.stop(0);
        }
    }
}
