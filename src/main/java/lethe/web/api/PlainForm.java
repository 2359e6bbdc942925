package lethe.web.api;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.http.Parameters;

/** Parses a form without files like the server does, with a limit on the number of fields. */
final class PlainForm {
    static final int FIELDS = 1_000;

    private PlainForm() {}

    static Map<String, List<String>> read(Body request, InputStream incoming, List<Part> parts) throws IOException {
        var bytes = incoming.readAllBytes();
        var read = new Parameters();
        read.setLimit(FIELDS);
        read.setCharset(StandardCharsets.UTF_8);
        read.processParameters(bytes, 0, bytes.length);
        var fields = new LinkedHashMap<String, List<String>>();
        Collections.list(read.getParameterNames())
                .forEach(name -> fields.put(name, List.of(read.getParameterValues(name))));
        return fields;
    }
}
