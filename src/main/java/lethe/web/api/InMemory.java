package lethe.web.api;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.tomcat.util.http.fileupload.FileItemHeaders;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.jspecify.annotations.Nullable;

/** A part of a form, stored in chunks, so that a large one is only copied when it is needed as a whole. */
final class InMemory implements Part {
    private static final int PIECE = 64 << 10;
    private final String name;
    private final @Nullable String file;
    private final @Nullable String type;
    private final @Nullable FileItemHeaders headers;
    private final List<byte[]> pieces;

    private InMemory(FileItemStream item, List<byte[]> pieces) {
        this.name = item.getFieldName();
        this.file = item.isFormField() ? null : item.getName();
        this.type = item.getContentType();
        this.headers = item.getHeaders();
        this.pieces = pieces;
    }

    static InMemory read(FileItemStream item) throws IOException {
        var pieces = new ArrayList<byte[]>();
        try (var stream = item.openStream()) {
            for (var piece = stream.readNBytes(PIECE); piece.length > 0; piece = stream.readNBytes(PIECE)) {
                pieces.add(piece);
            }
        }
        return new InMemory(item, pieces);
    }

    String text() throws IOException {
        return new String(getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public InputStream getInputStream() {
        return new Pieces(pieces);
    }

    @Override
    public @Nullable String getContentType() {
        return type;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public @Nullable String getSubmittedFileName() {
        return file;
    }

    @Override
    public long getSize() {
        return pieces.stream().mapToLong(piece -> piece.length).sum();
    }

    @Override
    public void write(String fileName) throws IOException {
        throw new IOException("uploads are never written to disk");
    }

    @Override
    public void delete() {
        pieces.clear();
    }

    @Override
    public @Nullable String getHeader(String header) {
        return headers == null ? null : headers.getHeader(header);
    }

    @Override
    public Collection<String> getHeaders(String header) {
        return Optional.ofNullable(getHeader(header)).stream().toList();
    }

    @Override
    public Collection<String> getHeaderNames() {
        var names = new ArrayList<String>();
        if (headers != null) {
            headers.getHeaderNames().forEachRemaining(names::add);
        }
        return names;
    }
}
