package lethe.operator.newsletters;

import jakarta.servlet.http.HttpServletRequest;
import lethe.messaging.newsletters.NewNewsletter;
import lethe.messaging.newsletters.Newsletter;
import lethe.messaging.newsletters.NewsletterChange;
import lethe.platform.kernel.Page;
import lethe.signin.sessions.OperatorSessions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/operator/newsletters")
class OperatorNewsletterApi {
    private final OperatorSessions operators;
    private final OperatorNewsletters newsletters;

    OperatorNewsletterApi(OperatorSessions operators, OperatorNewsletters newsletters) {
        this.operators = operators;
        this.newsletters = newsletters;
    }

    @GetMapping
    Page<Newsletter> list(HttpServletRequest request) {
        var operator = operators.need(request);
        return new Page<>(newsletters.list(operator), null);
    }

    @GetMapping("/{id}")
    Newsletter get(HttpServletRequest request, @PathVariable String id) {
        var operator = operators.need(request);
        return newsletters.get(operator, OperatorNewsletters.id(id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Newsletter> create(
            @RequestBody NewNewsletter form,
            HttpServletRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String repeatKey) {
        var operator = operators.need(request);
        return newsletters.create(operator, form, repeatKey).answer("/api/v1/operator/newsletters/");
    }

    @PutMapping("/{id}")
    Newsletter change(@RequestBody NewsletterChange form, HttpServletRequest request, @PathVariable String id) {
        var operator = operators.need(request);
        return newsletters.change(operator, OperatorNewsletters.id(id), form);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(HttpServletRequest request, @PathVariable String id) {
        var operator = operators.need(request);
        newsletters.delete(operator, OperatorNewsletters.id(id));
    }
}
