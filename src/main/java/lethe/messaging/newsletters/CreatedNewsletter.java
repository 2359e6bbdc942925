package lethe.messaging.newsletters;

import java.net.URI;
import org.springframework.http.ResponseEntity;

/** @param replayed whether the same call had created it before */
public record CreatedNewsletter(Newsletter newsletter, boolean replayed) {
    /** @param where the address that newsletters are below */
    public ResponseEntity<Newsletter> answer(String where) {
        var answer = ResponseEntity.created(URI.create(where + newsletter.id()));
        return (replayed ? answer.header("Idempotency-Replayed", "true") : answer).body(newsletter);
    }
}
