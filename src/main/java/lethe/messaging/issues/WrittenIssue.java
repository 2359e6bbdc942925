package lethe.messaging.issues;

import java.net.URI;
import org.springframework.http.ResponseEntity;

/** @param replayed whether the same call had written it before */
public record WrittenIssue(Issue issue, boolean replayed) {
    /** @param issues the address that it is below */
    public ResponseEntity<Issue> answer(String issues) {
        var answer = ResponseEntity.created(URI.create("/api/v1" + issues + "/" + issue.number()));
        return (replayed ? answer.header("Idempotency-Replayed", "true") : answer).body(issue);
    }
}
