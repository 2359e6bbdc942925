package lethe.requests;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import lethe.kernel.Malformed;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.WebUtils;

/**
 * The body of an API call, read when it is first asked for and never beyond the limit, so that a chunked one of unknown
 * length costs no more memory than an announced one. No body is the body {@code {}}.
 */
final class Body extends HttpServletRequestWrapper {
    static final int MOST = 256 * 1024;
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
    private byte @Nullable [] read;

    private Body(HttpServletRequest request) {
        super(request);
    }

    static Body of(HttpServletRequest request) {
        var body = WebUtils.getNativeRequest(request, Body.class);
        if (body == null) {
            throw new IllegalStateException("the filter of bodies was not passed");
        }
        return body;
    }

    /** Refuses with 413 what is longer than the limit, with 400 what is cut off or wrongly chunked. */
    byte[] bytes() {
        if (read == null) {
            read = getContentLengthLong() > MOST ? new byte[MOST + 1] : receive();
        }
        if (read.length > MOST) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
        return read.length == 0 ? NOTHING : read;
    }

    private byte[] receive() {
        try {
            return super.getInputStream().readNBytes(MOST + 1);
        } catch (IOException endedTooEarly) {
            throw Malformed.body();
        }
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Bytes(bytes());
    }

    @Override
    public @Nullable String getContentType() {
        var given = super.getContentType();
        return given == null && isAbsent() ? MediaType.APPLICATION_JSON_VALUE : given;
    }

    private boolean isAbsent() {
        return getContentLengthLong() <= 0 && getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
    }

    /** Wraps what is asked of the API; uploads of files have a limit of their own. */
    @Component
    static final class Limit extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            chain.doFilter(new Body(request), response);
        }

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            var type = request.getContentType();
            return !Gate.isApi(request) || type != null && type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE);
        }
    }

    private static final class Bytes extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        private Bytes(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("bodies are read without waiting");
        }
    }
}
