package lethe.organisations;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lethe.platform.kernel.NotFound;
import lethe.platform.requests.PublicAddress;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Contacts for reporting vulnerabilities (RFC 9116): the operator's support contacts. 404 if there are none. */
@Controller
class SecurityTxt {
    static final String PATH = "/.well-known/security.txt";

    /** The RFC recommends less than a year. The date moves on every day. */
    private static final Duration GOOD_FOR = Duration.ofDays(180);

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);
    private final Organisations organisations;
    private final PublicAddress address;
    private final Clock clock;

    SecurityTxt(Organisations organisations, PublicAddress address, Clock clock) {
        this.organisations = organisations;
        this.address = address;
        this.clock = clock;
    }

    @GetMapping(PATH)
    ResponseEntity<String> text() {
        var lines = new ArrayList<>(contacts());
        if (lines.isEmpty()) {
            throw new NotFound();
        }
        lines.add("Expires: " + clock.instant().plus(GOOD_FOR).truncatedTo(ChronoUnit.DAYS));
        lines.add("Preferred-Languages: en, de");
        canonical().map(uri -> "Canonical: " + uri).ifPresent(lines::add);
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)))
                .body(String.join("\n", lines) + "\n");
    }

    /** In order of preference. RFC 9116 requires HTTPS for web addresses. */
    private List<String> contacts() {
        return organisations.operatorSupport().stream()
                .map(Support::href)
                .filter(contact -> !contact.startsWith("http:"))
                .map(contact -> "Contact: " + contact)
                .toList();
    }

    private Optional<URI> canonical() {
        return Optional.of(address.link(PATH)).filter(uri -> "https".equals(uri.getScheme()));
    }
}
