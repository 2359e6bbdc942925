package lethe.web.shell;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * A form that could not be processed because the session had ended, a required step comes first or the database was
 * unavailable. The error page carries it along, so that no input is lost and none is stored. Secrets such as passwords
 * are left out.
 *
 * @param address of the form with its query, relative to the organisation's address
 */
public record Held(String address, Map<String, String[]> fields) {
    private static final String AGAIN = "/again";

    /** Larger forms are shown as text to copy, because the field must not exceed the limit of forms. */
    private static final int LONGEST = 150_000;

    /** Empty if the form is too large to be carried along. */
    static Optional<Held> of(HttpServletRequest request) {
        var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        var address = request.getRequestURI().substring(request.getContextPath().length()) + query;
        var held = new Held(address, request.getParameterMap());
        return Optional.of(held).filter(it -> it.packed().length() <= LONGEST);
    }

    /** The original form, if the request came from a page that carried it along and was refused again. */
    static HttpServletRequest carriedBy(HttpServletRequest request) {
        return Optional.of(request)
                .filter(sent -> sent.getRequestURI().endsWith(AGAIN))
                .map(sent -> sent.getParameter("held"))
                .flatMap(Held::parse)
                .<HttpServletRequest>map(form -> new Readdressed(request, request.getMethod(), form))
                .orElse(request);
    }

    /** Empty if the text was not written by this class. */
    public static Optional<Held> parse(String packed) {
        if (packed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(packed), StandardCharsets.UTF_8);
            var end = text.indexOf('\n');
            return end < 0 ? Optional.empty() : unpacked(text.substring(0, end), text.substring(end + 1));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** Encodes the form as the value of a hidden field. */
    public String packed() {
        var query = SubmittedForm.withoutSecrets(fields)
                .flatMap(field ->
                        Arrays.stream(field.getValue()).map(value -> encoded(field.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((address + "\n" + query).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Held> unpacked(String address, String query) {
        var isOurs = address.startsWith("/") && !address.startsWith("//") && address.indexOf('\\') < 0;
        return isOurs ? Optional.of(new Held(address, fields(query))) : Optional.empty();
    }

    private static Map<String, String[]> fields(String query) {
        MultiValueMap<String, String> parsed =
                UriComponentsBuilder.newInstance().query(query).build().getQueryParams();
        var fields = new LinkedHashMap<String, String[]>();
        parsed.forEach((name, values) ->
                fields.put(decoded(name), values.stream().map(Held::decoded).toArray(String[]::new)));
        return fields;
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return UriUtils.decode(text, StandardCharsets.UTF_8);
    }
}
