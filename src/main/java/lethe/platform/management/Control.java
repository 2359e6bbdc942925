package lethe.platform.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.Executors;
import lethe.platform.database.DataDirectory;
import lethe.platform.kernel.Randomness;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Accepts commands on a loopback port from callers that present the secret of the control file. */
@Component
class Control implements DisposableBean {
    private static final int LARGEST_REQUEST = 64 * 1024;
    private final Commands commands;
    private final DataDirectory data;
    private final Randomness randomness;
    private final JsonMapper json = new JsonMapper();
    private @Nullable HttpServer server;
    private @Nullable ControlFile file;

    Control(Commands commands, DataDirectory data, Randomness randomness) {
        this.commands = commands;
        this.data = data;
        this.randomness = randomness;
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() throws IOException {
        var opened = Loopback.server(0);
        var taken = new ControlFile(opened.getAddress().getPort(), randomness.letters(32));
        opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        opened.createContext("/", exchange -> answer(exchange, taken.secret()));
        opened.start();
        taken.write(data.path());
        server = opened;
        file = taken;
    }

    private void answer(HttpExchange exchange, String secret) throws IOException {
        try (exchange) {
            var authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (!isSame("Bearer " + secret, authorization == null ? "" : authorization)) {
                exchange.sendResponseHeaders(401, -1);
            } else {
                answer(exchange);
            }
        }
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            var request =
                    json.readValue(exchange.getRequestBody().readNBytes(LARGEST_REQUEST), ManagementRequest.class);
            Loopback.send(exchange, "application/json", json.writeValueAsBytes(commands.execute(request)));
        } catch (JacksonException unreadable) {
            exchange.sendResponseHeaders(400, -1);
        }
    }

    @Override
    public void destroy() throws IOException {
        if (server != null && file != null) {
            file.remove(data.path());
            server.stop(0);
        }
    }
}
