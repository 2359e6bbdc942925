package lethe.operator.newsletters;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import lethe.messaging.issues.Issue;
import lethe.messaging.issues.NewIssue;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.Page;
import lethe.signin.sessions.OperatorSessions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/newsletters/{id}/issues")
class OperatorIssueApi {
    private final OperatorSessions operators;
    private final OperatorIssues issues;

    OperatorIssueApi(OperatorSessions operators, OperatorIssues issues) {
        this.operators = operators;
        this.issues = issues;
    }

    /** @param email the address of the test; not stored */
    record Recipient(@Nullable String email) {
        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "Recipient[…]";
        }
    }

    @GetMapping
    Page<Issue> list(
            HttpServletRequest request,
            @PathVariable NewsletterId id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        var operator = operators.need(request);
        return issues.list(operator, id, Page.after(after), Page.limit(limit)).found();
    }

    @GetMapping("/{number}")
    Issue get(HttpServletRequest request, @PathVariable NewsletterId id, @PathVariable int number) {
        var operator = operators.need(request);
        return issues.get(operator, id, number).found();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Issue> write(
            @RequestBody NewIssue form,
            HttpServletRequest request,
            @PathVariable NewsletterId id,
            Locale language,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String repeatKey) {
        var operator = operators.need(request);
        return issues.write(operator, id, form, language.getLanguage(), repeatKey)
                .answer("/operator/newsletters/" + id + "/issues");
    }

    @PutMapping("/{number}")
    Issue change(
            @RequestBody NewIssue form,
            HttpServletRequest request,
            @PathVariable NewsletterId id,
            @PathVariable int number,
            Locale language) {
        var operator = operators.need(request);
        return issues.change(operator, id, number, form, language.getLanguage());
    }

    @PostMapping("/{number}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Issue test(
            @RequestBody Recipient form,
            HttpServletRequest request,
            @PathVariable NewsletterId id,
            @PathVariable int number,
            Locale language) {
        var operator = operators.need(request);
        return issues.test(operator, id, number, form.email(), language);
    }

    /** In all organisations: starts sending, resumes after a pause, or retries failed mails. */
    @PostMapping("/{number}/sending")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Issue send(HttpServletRequest request, @PathVariable NewsletterId id, @PathVariable int number) {
        var operator = operators.need(request);
        return issues.send(operator, id, number);
    }

    @PostMapping("/{number}/pause")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Issue pause(HttpServletRequest request, @PathVariable NewsletterId id, @PathVariable int number) {
        var operator = operators.need(request);
        return issues.pause(operator, id, number);
    }
}
