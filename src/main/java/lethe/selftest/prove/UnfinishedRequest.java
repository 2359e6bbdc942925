package lethe.selftest.prove;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request that does not end: the server keeps its data in memory while the connection is open. */
final class UnfinishedRequest {
    private UnfinishedRequest() {}

    static Socket signIn(URI base, String email) throws IOException {
        var socket = new Socket(base.getHost(), base.getPort());
        var start = "POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 4000\r\n\r\n{\"email\":\"" + email + "\",";
        socket.getOutputStream().write(start.getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
