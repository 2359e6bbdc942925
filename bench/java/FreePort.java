/** Prints a free port of the loopback address. */
void main() throws java.io.IOException {
    try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
        IO.println(socket.getLocalPort());
    }
}
