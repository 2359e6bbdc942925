package lethe.privacy.notices;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import lethe.web.api.IdempotentResponse;
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
@RequestMapping("/api/v1/notices")
class NoticeApi {
    private final Notices notices;
    private final Drafts drafts;

    NoticeApi(Notices notices, Drafts drafts) {
        this.notices = notices;
        this.drafts = drafts;
    }

    /** @param from a date, meaning midnight UTC, or a time; absent: immediately */
    record Publication(@Nullable String from) {}

    @GetMapping
    Page<Notice> list(
            Actor actor,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return notices.list(actor, Page.after(after), Page.limit(limit));
    }

    @GetMapping("/current")
    Notice current(Actor actor) {
        return notices.current();
    }

    @GetMapping("/{version}")
    Notice get(Actor actor, @PathVariable int version) {
        return notices.get(actor, version);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    ResponseEntity<Notice> write(
            @RequestBody NewNotice form,
            Actor actor,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String repeatKey) {
        var written = drafts.write(actor, form, repeatKey);
        return IdempotentResponse.answer("notices/" + written.notice().version(), written.replayed(), written.notice());
    }

    @PutMapping("/{version}")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    Notice change(@RequestBody NewNotice form, Actor actor, @PathVariable int version) {
        return drafts.change(actor, version, form, null);
    }

    @PostMapping("/{version}/publication")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    Notice publish(@RequestBody Publication form, Actor actor, @PathVariable int version) {
        return drafts.publish(actor, version, EffectiveDate.of(form.from()), null);
    }
}
