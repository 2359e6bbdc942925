package lethe.audit.keys;

import lethe.platform.requests.Items;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Public, because checking a signature must not require an account. */
@RestController
class KeysApi {
    private final SigningKeys keys;

    KeysApi(SigningKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/api/v1/keys")
    Items<PublishedKey> published() {
        return new Items<>(keys.published());
    }
}
