package lethe.signin.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import lethe.fuzzing.Readers;
import org.springframework.mock.web.MockHttpServletRequest;

final class RecognitionReaders implements Readers {
    @Override
    public Map<String, Reader> all() {
        return Map.of("onward", Reader.ofText(RecognitionReaders::onward));
    }

    /** A saved address never leads to another site. */
    private static void onward(String text) {
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie("lethe_onward", URLEncoder.encode(text, StandardCharsets.UTF_8)));
        SavedRequest.of(request).ifPresent(onward -> assertThat(onward.address())
                .startsWith("/")
                .doesNotStartWith("//")
                .doesNotContain("\\", "\r", "\n", "\t"));
        var raw = new MockHttpServletRequest();
        raw.setCookies(new Cookie("lethe_onward", text.replaceAll("[^!-~]|[\",;\\\\]", "%")));
        SavedRequest.of(raw).ifPresent(onward -> assertThat(
                        URI.create("http://localhost/").resolve("/").getHost())
                .isEqualTo("localhost"));
    }
}
