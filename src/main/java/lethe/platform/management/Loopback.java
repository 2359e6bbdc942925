package lethe.platform.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Small HTTP servers on the loopback interface. */
final class Loopback {
    static final String ADDRESS = "127.0.0.1";
    private static final int BACKLOG = 16;

    private Loopback() {}

    static HttpServer server(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(ADDRESS, port), BACKLOG);
    }

    static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }
}
