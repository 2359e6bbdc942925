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
 * A form that could not be sent, because the session had ended, something else comes first or the database was away. The
 * page that says so carries it along, so that nothing typed is lost and nothing of it is stored. Passwords and other
 * secrets are left out.
 *
 * @param address of the form, below the organisation's address, with its query
 */
public record Held(String address, Map<String, String[]> fields) {
    private static final String AGAIN = "/again";

    /** Larger forms are shown as text to copy; a form field may not outgrow the limit of forms. */
    private static final int LONGEST = 150_000;

    /** Absent where the form is too large to be carried along. */
    static Optional<Held> of(HttpServletRequest request) {
        var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        var address = request.getRequestURI().substring(request.getContextPath().length()) + query;
        var held = new Held(address, request.getParameterMap());
        return Optional.of(held).filter(it -> it.packed().length() <= LONGEST);
    }

    /** The form itself, where a page that carried it along was sent and refused once more. */
    static HttpServletRequest carriedBy(HttpServletRequest request) {
        return Optional.of(request)
                .filter(sent -> sent.getRequestURI().endsWith(AGAIN))
                .map(sent -> sent.getParameter("held"))
                .flatMap(Held::parse)
                .<HttpServletRequest>map(form -> new Readdressed(request, request.getMethod(), form))
                .orElse(request);
    }

    /** Absent for what this class did not write. */
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

    /** The form as the value of one hidden field. */
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
