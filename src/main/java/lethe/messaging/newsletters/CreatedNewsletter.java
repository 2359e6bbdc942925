package lethe.messaging.newsletters;

import java.net.URI;
import org.springframework.http.ResponseEntity;

/** @param replayed whether an earlier call with the same idempotency key had created it */
public record CreatedNewsletter(Newsletter newsletter, boolean replayed) {
    /** @param where the path of the newsletters, with a slash at the end */
    public ResponseEntity<Newsletter> answer(String where) {
        var answer = ResponseEntity.created(URI.create(where + newsletter.id()));
        return (replayed ? answer.header("Idempotency-Replayed", "true") : answer).body(newsletter);
    }
}
