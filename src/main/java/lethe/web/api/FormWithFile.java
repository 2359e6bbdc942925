package lethe.web.api;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lethe.platform.kernel.BadRequest;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Parses a form with a file in memory: uploads may contain data that must not be written to disk in plain text. */
final class FormWithFile {
    private static final int PARTS = 20;
    private static final int HEADERS = 4 << 10;

    private FormWithFile() {}

    static Map<String, List<String>> read(Body request, InputStream incoming, List<Part> parts) throws IOException {
        var fields = new LinkedHashMap<String, List<String>>();
        var upload = new FileUpload();
        upload.setHeaderEncoding(StandardCharsets.UTF_8.name());
        upload.setPartHeaderSizeMax(HEADERS);
        var items =
                upload.getItemIterator(new Sent(Objects.requireNonNullElse(request.getContentType(), ""), incoming));
        while (items.hasNext()) {
            var item = items.next();
            if (item.getFieldName() == null) {
                throw BadRequest.body();
            }
            var part = InMemory.read(item);
            parts.add(part);
            if (parts.size() > PARTS) {
                throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
            }
            if (item.isFormField()) {
                fields.computeIfAbsent(part.getName(), name -> new ArrayList<>())
                        .add(part.text());
            }
        }
        return fields;
    }

    private record Sent(String getContentType, InputStream getInputStream) implements UploadContext {
        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public long contentLength() {
            return -1;
        }
    }
}
