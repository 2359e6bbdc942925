package lethe.audit.log;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page of the audit log, newest entries first. */
@Controller
class AuditPages {
    private final Audit audit;
    private final VerificationStatus verificationStatus;

    AuditPages(Audit audit, VerificationStatus verificationStatus) {
        this.audit = audit;
        this.verificationStatus = verificationStatus;
    }

    @GetMapping("/audit")
    @RequiresPermission(Permission.VIEW_AUDIT_LOG)
    String list(Actor actor, AuditSearch search, Model model) {
        model.addAttribute("search", search);
        model.addAttribute("entries", audit.list(actor, search.filter()));
        model.addAttribute("underway", verificationStatus.isUnderway(actor));
        verificationStatus.last(actor).ifPresent(verified -> model.addAttribute("verified", verified));
        return "audit/list";
    }
}
