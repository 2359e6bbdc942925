package lethe.audit.log;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The audit log in words, newest first. */
@Controller
class AuditPages {
    private final Audit audit;
    private final VerificationStatus assurance;

    AuditPages(Audit audit, VerificationStatus assurance) {
        this.audit = audit;
        this.assurance = assurance;
    }

    @GetMapping("/audit")
    @RequiresPermission(Permission.VIEW_AUDIT_LOG)
    String list(Actor actor, AuditSearch search, Model model) {
        model.addAttribute("search", search);
        model.addAttribute("entries", audit.list(actor, search.filter()));
        model.addAttribute("underway", assurance.isUnderway(actor));
        assurance.last(actor).ifPresent(verified -> model.addAttribute("verified", verified));
        return "audit/list";
    }
}
