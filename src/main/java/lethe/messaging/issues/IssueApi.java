package lethe.messaging.issues;

import java.util.Locale;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
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
@RequestMapping("/api/v1/newsletters/{id}/issues")
class IssueApi {
    private final Issues issues;
    private final IssueSending sending;

    IssueApi(Issues issues, IssueSending sending) {
        this.issues = issues;
        this.sending = sending;
    }

    @GetMapping
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    Page<Issue> list(
            Actor actor,
            @PathVariable NewsletterId id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return issues.list(actor, id, Page.after(after), Page.limit(limit)).found();
    }

    @GetMapping("/{number}")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    Issue get(Actor actor, @PathVariable NewsletterId id, @PathVariable int number) {
        return issues.get(actor, id, number).found();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    ResponseEntity<Issue> write(
            @RequestBody NewIssue form,
            Actor actor,
            @PathVariable NewsletterId id,
            Locale language,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String repeatKey) {
        return issues.write(actor, id, form, language.getLanguage(), repeatKey)
                .answer("/newsletters/" + id + "/issues");
    }

    @PutMapping("/{number}")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    Issue change(
            @RequestBody NewIssue form,
            Actor actor,
            @PathVariable NewsletterId id,
            @PathVariable int number,
            Locale language) {
        return issues.change(actor, id, number, form, language.getLanguage());
    }

    @PostMapping("/{number}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    Issue test(Actor actor, @PathVariable NewsletterId id, @PathVariable int number, Locale language) {
        return sending.test(actor, id, number, language);
    }

    /** Starts sending, resumes it after a pause, or tries failed mails again. */
    @PostMapping("/{number}/sending")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    Issue send(Actor actor, @PathVariable NewsletterId id, @PathVariable int number) {
        return sending.send(actor, id, number);
    }

    @PostMapping("/{number}/pause")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    Issue pause(Actor actor, @PathVariable NewsletterId id, @PathVariable int number) {
        return sending.pause(actor, id, number);
    }
}
