package lethe.audit.verification;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lethe.audit.log.AuditSearch;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The audit log as a file, for reading (CSV) or for independent verification (JSON with proofs), and its verification on demand.
 */
@Controller
class LogExportPages {
    private final LogExport export;
    private final Verifications verifications;

    LogExportPages(LogExport export, Verifications verifications) {
        this.export = export;
        this.verifications = verifications;
    }

    @PostMapping("/audit/verification")
    @RequiresPermission(Permission.VIEW_AUDIT_LOG)
    String verify(Actor actor) {
        verifications.verify(actor);
        return "redirect:/audit";
    }

    @GetMapping("/audit/export.csv")
    @RequiresPermission(Permission.VIEW_AUDIT_LOG)
    void csv(Actor actor, AuditSearch search, HttpServletResponse response) throws IOException {
        export.csv(actor, search.filter(), CsvOutput.forPeople(response, "audit.csv"));
    }

    @GetMapping("/audit/export.json")
    @RequiresPermission(Permission.VIEW_AUDIT_LOG)
    void json(Actor actor, AuditSearch search, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.json\"");
        if (search.narrows()) {
            export.some(actor, search.filter(), response.getOutputStream());
        } else {
            export.whole(actor, response.getOutputStream());
        }
    }
}
