package lethe.web.api;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.platform.kernel.BadRequest;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.WebUtils;

/**
 * A request whose body is read on first use, after authentication, up to the limit of its route; it counts towards
 * {@link HeldBytes} until the request ends. An API call without a body is treated as {@code {}}.
 */
final class Body extends HttpServletRequestWrapper implements AutoCloseable {
    static final int MOST = 256 * 1024;
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
    private final FileRoutes files;
    private final HeldBytes held;
    private HeldBytes.@Nullable Lease lease;
    private byte @Nullable [] read;
    private @Nullable Map<String, String[]> parameters;
    private List<Part> parts = List.of();

    Body(HttpServletRequest request, FileRoutes files, HeldBytes held) {
        super(request);
        this.files = files;
        this.held = held;
    }

    static Body of(HttpServletRequest request) {
        var body = WebUtils.getNativeRequest(request, Body.class);
        if (body == null) {
            throw new IllegalStateException("the request did not pass the filter Bodies");
        }
        return body;
    }

    /** The body of an API call. Answers 413 if it is too long, 400 if it is truncated or wrongly chunked. */
    byte[] bytes() {
        if (read == null) {
            read = received();
        }
        return read.length == 0 ? NOTHING : read;
    }

    private byte[] received() {
        try (var incoming = incoming(MOST, share(), 1)) {
            return incoming.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Refuses an excessive content length before reading anything. */
    private InputStream incoming(long most, HeldBytes.Share share, int copies) throws IOException {
        if (getContentLengthLong() > most) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
        lease = held.lease(share);
        return new Incoming(super.getInputStream(), most, lease, copies, System::nanoTime);
    }

    private HeldBytes.Share share() {
        return Gate.actor(this) == null ? HeldBytes.Share.STRANGERS : HeldBytes.Share.CALLS;
    }

    private HeldBytes.Share fileShare() {
        return Gate.actor(this) == null ? HeldBytes.Share.STRANGERS : HeldBytes.Share.FILES;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new BytesRead(bytes());
    }

    @Override
    public @Nullable String getContentType() {
        var given = super.getContentType();
        return given == null && Gate.isApi(this) && isAbsent() ? MediaType.APPLICATION_JSON_VALUE : given;
    }

    private boolean isAbsent() {
        return getContentLengthLong() <= 0 && getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
    }

    /**
     * Parameters of query and form. If the form was refused, those of the query only, so that the error page can be
     * shown.
     */
    @Override
    public Map<String, String[]> getParameterMap() {
        if (parameters == null) {
            parameters = query();
            if (hasType(MediaType.MULTIPART_FORM_DATA_VALUE)) {
                parameters = merged(parameters, formWithFile(files.most(this)));
            } else if (hasType(MediaType.APPLICATION_FORM_URLENCODED_VALUE) && !Gate.isApi(this)) {
                parameters = merged(parameters, form(PlainForm::read, MOST, share(), 1));
            }
        }
        return parameters;
    }

    private Map<String, List<String>> formWithFile(long most) {
        var fields = form(FormWithFile::read, most, fileShare(), 2);
        if (parts.stream()
                .anyMatch(part -> part.getSubmittedFileName() != null && part.getSize() > most - FileRoutes.AROUND)) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
        return fields;
    }

    private interface Reader {
        Map<String, List<String>> read(Body request, InputStream incoming, List<Part> parts) throws IOException;
    }

    private Map<String, List<String>> form(Reader reader, long most, HeldBytes.Share share, int copies) {
        var found = new ArrayList<Part>();
        try (var incoming = incoming(most, share, copies)) {
            var fields = reader.read(this, incoming, found);
            parts = List.copyOf(found);
            return fields;
        } catch (IOException | InvalidFileNameException unreadable) {
            throw BadRequest.body();
        }
    }

    private boolean hasType(String type) {
        var given = super.getContentType();
        return HttpMethod.POST.matches(getMethod())
                && given != null
                && given.regionMatches(true, 0, type, 0, type.length());
    }

    /** Claims the input stream first, because otherwise the server would parse forms by its own rules. */
    private Map<String, String[]> query() {
        try {
            super.getInputStream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return super.getParameterMap();
    }

    private static Map<String, String[]> merged(Map<String, String[]> query, Map<String, List<String>> form) {
        var all = new LinkedHashMap<>(query);
        form.forEach(
                (name, values) -> all.merge(name, values.toArray(String[]::new), (some, more) -> Stream.of(some, more)
                        .flatMap(Stream::of)
                        .toArray(String[]::new)));
        return Collections.unmodifiableMap(all);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return getParameterMap().get(name);
    }

    @Override
    public @Nullable String getParameter(String name) {
        return Optional.ofNullable(getParameterValues(name))
                .map(values -> values[0])
                .orElse(null);
    }

    @Override
    public Collection<Part> getParts() {
        getParameterMap();
        return parts;
    }

    @Override
    public @Nullable Part getPart(String name) {
        return getParts().stream()
                .filter(part -> part.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        if (lease != null) {
            lease.close();
        }
    }
}
