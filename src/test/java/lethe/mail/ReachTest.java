package lethe.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ReachTest {
    @Test
    void aServerThatIsAwayIsSaidOnceAndNoMoreWhenItIsBack(CapturedOutput log) throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var reach = reach("smtp://127.0.0.1:" + port);

        reach.look();
        reach.look();

        assertThat(reach.isAway()).isTrue();
        assertThat(log).containsOnlyOnce("127.0.0.1:" + port + " cannot be reached");
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
            reach.look();
        }
        assertThat(reach.isAway()).isFalse();
    }

    @Test
    void aNameThatLeadsNowhereIsAway() {
        var reach = reach("smtp://mail.invalid:587");

        reach.look();

        assertThat(reach.isAway()).isTrue();
    }

    @Test
    void noServerIsNotAway(CapturedOutput log) {
        var reach = reach("");

        reach.look();

        assertThat(reach.isAway()).isFalse();
        assertThat(log).doesNotContain("mail server");
    }

    private static Reach reach(String url) {
        return new Reach(new Smtp(url, "lethe@acme.example", "per-mail"));
    }
}
