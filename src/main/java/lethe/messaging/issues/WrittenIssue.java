package lethe.messaging.issues;

import java.net.URI;
import org.springframework.http.ResponseEntity;

/** @param replayed whether an earlier call with the same idempotency key had created it */
public record WrittenIssue(Issue issue, boolean replayed) {
    /** @param issues the path of the newsletter's issues, below {@code /api/v1} */
    public ResponseEntity<Issue> answer(String issues) {
        var answer = ResponseEntity.created(URI.create("/api/v1" + issues + "/" + issue.number()));
        return (replayed ? answer.header("Idempotency-Replayed", "true") : answer).body(issue);
    }
}
