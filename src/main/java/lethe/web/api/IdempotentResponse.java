package lethe.web.api;

import java.net.URI;
import org.springframework.http.ResponseEntity;

/** The answer to a call that created something, now or by the first use of its key. */
public final class IdempotentResponse {
    private IdempotentResponse() {}

    /** @param address of what was made, below that of the API */
    public static <T> ResponseEntity<T> answer(String address, boolean replayed, T made) {
        var answer = ResponseEntity.created(URI.create("/api/v1/" + address));
        return (replayed ? answer.header("Idempotency-Replayed", "true") : answer).body(made);
    }
}
