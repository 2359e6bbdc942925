package lethe.web.shell;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import lethe.platform.kernel.NotFound;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Serves style sheets, scripts and images: our own from {@code static/}, Tabler and htmx. Addresses contain a hash of
 * the content, so that browsers can cache files for a year and never see outdated ones.
 */
@Controller
class Assets {
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final Duration YEAR = Duration.ofDays(365);
    /** A Tabler rule for the dark theme, which normally needs a script. */
    private static final Pattern DARK =
            Pattern.compile("(?<=[;{}])\\[data-bs-theme=dark]([^{},;]*)(?:,[^{};]*)?(\\{[^{}]*})");

    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, Asset> assets = new HashMap<>();

    Assets() throws IOException {
        for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:static/*")) {
            add(Objects.requireNonNull(file.getFilename()), content(file));
        }
        var tabler = content(new ClassPathResource(WEBJARS + "tabler__core/1.4.0/dist/css/tabler.min.css"));
        add("tabler.css", followingTheBrowser(tabler));
        add("htmx.js", content(new ClassPathResource(WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js")));
    }

    String address(String name) {
        return Objects.requireNonNull(addresses.get(name), name);
    }

    @GetMapping("/assets/{file}")
    ResponseEntity<byte[]> file(@PathVariable String file, HttpServletRequest request) {
        var asset = assets.get(file);
        if (asset == null) {
            throw new NotFound();
        }
        var answer = ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable())
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .contentType(asset.type());
        var encodings = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (encodings != null && encodings.contains("gzip")) {
            return answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(asset.zipped());
        } else {
            return answer.body(asset.plain());
        }
    }

    private void add(String name, byte[] content) {
        var dot = name.lastIndexOf('.');
        var file = name.substring(0, dot) + "-" + hash(content) + name.substring(dot);
        var type = MediaTypeFactory.getMediaType(name).orElseThrow();
        addresses.put(name, "/assets/" + file);
        assets.put(file, new Asset(withCharset(type), content, zip(content)));
    }

    /** Rewrites Tabler's dark theme to follow the browser's preference without a script. */
    private static byte[] followingTheBrowser(byte[] css) {
        return DARK.matcher(new String(css, StandardCharsets.UTF_8))
                .replaceAll("@media (prefers-color-scheme:dark){:root$1$2}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static MediaType withCharset(MediaType type) {
        return type.getType().equals("text") ? new MediaType(type, StandardCharsets.UTF_8) : type;
    }

    private static byte[] content(Resource file) throws IOException {
        return file.getContentAsByteArray();
    }

    private static String hash(byte[] content) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] zip(byte[] content) {
        var zipped = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(zipped)) {
            zip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return zipped.toByteArray();
    }

    private record Asset(MediaType type, byte[] plain, byte[] zipped) {}
}
