package lethe.messaging.newsletters;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/newsletters")
class NewsletterApi {
    private final Newsletters newsletters;

    NewsletterApi(Newsletters newsletters) {
        this.newsletters = newsletters;
    }

    @GetMapping
    Page<Newsletter> list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return newsletters.list(Page.after(after), Page.limit(limit));
    }

    @GetMapping("/{id}")
    Newsletter get(@PathVariable NewsletterId id) {
        return newsletters.get(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    ResponseEntity<Newsletter> create(
            @RequestBody NewNewsletter form,
            Actor actor,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String repeatKey) {
        return newsletters.create(actor, form, repeatKey).answer("/api/v1/newsletters/");
    }

    @PutMapping("/{id}")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    Newsletter change(@RequestBody NewsletterChange form, Actor actor, @PathVariable NewsletterId id) {
        return newsletters.change(actor, id, form);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    void delete(Actor actor, @PathVariable NewsletterId id) {
        newsletters.delete(actor, id);
    }
}
