package lethe.web.api;

import java.net.URI;
import org.springframework.http.ResponseEntity;

/** Answers calls that created something, now or by an earlier use of their idempotency key. */
public final class IdempotentResponse {
    private IdempotentResponse() {}

    /** @param address of the created resource, relative to the API's root */
    public static <T> ResponseEntity<T> answer(String address, boolean replayed, T made) {
        var answer = ResponseEntity.created(URI.create("/api/v1/" + address));
        return (replayed ? answer.header("Idempotency-Replayed", "true") : answer).body(made);
    }
}
