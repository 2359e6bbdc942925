package lethe.audit.log;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AuditApi {
    private final Audit audit;

    AuditApi(Audit audit) {
        this.audit = audit;
    }

    @GetMapping("/api/v1/audit")
    @RequiresPermission(Permission.VIEW_AUDIT_LOG)
    Page<Entry> list(
            Actor actor,
            @RequestParam(name = "actor", required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable String target,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return audit.list(actor, Filter.of(by, target, action, from, to, after, limit));
    }

    @GetMapping("/api/v1/me/audit")
    Page<Entry> aboutMe(
            Actor actor,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return audit.aboutMe(actor, Filter.page(after, limit));
    }

    @GetMapping("/api/v1/me/sign-ins")
    Page<Entry> mySignIns(
            Actor actor,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return audit.mySignIns(actor, Filter.page(after, limit));
    }
}
