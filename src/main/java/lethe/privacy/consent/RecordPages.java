package lethe.privacy.consent;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import lethe.privacy.notices.Notices;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Consent records for data-protection officers, and the users whose decision is pending for user managers. */
@Controller
@RequestMapping("/consents")
class RecordPages {
    private final ConsentRecords records;
    private final Notices notices;

    RecordPages(ConsentRecords records, Notices notices) {
        this.records = records;
        this.notices = notices;
    }

    @GetMapping
    @RequiresPermission(any = {Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG})
    String list(
            Actor actor,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) ConsentRecord.@Nullable Act act,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var filter = new RecordFilter(version, act);
        var current = notices.current();
        model.addAttribute("notice", current);
        model.addAttribute("undecided", records.undecided(actor, current));
        model.addAttribute("filter", filter);
        model.addAttribute("first", after == null);
        if (actor.may(Permission.VIEW_AUDIT_LOG)) {
            model.addAttribute("named", records.list(actor, filter, Page.after(after), Page.TALL));
        }
        return "consent/list";
    }

    @GetMapping("/undecided")
    @RequiresPermission(Permission.MANAGE_USERS)
    String undecided(Actor actor, @RequestParam(required = false) @Nullable String after, Model model) {
        var current = notices.current();
        model.addAttribute("notice", current);
        model.addAttribute("people", records.undecided(actor, current, Page.after(after), Page.LIMIT));
        model.addAttribute("first", after == null);
        return "consent/undecided";
    }

    @GetMapping("/export/{format}")
    @RequiresPermission(Permission.VIEW_AUDIT_LOG)
    void export(
            Actor actor,
            @PathVariable String format,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) ConsentRecord.@Nullable Act act,
            HttpServletResponse response)
            throws IOException {
        var json = format.equals("json");
        if (!json && !format.equals("csv")) {
            throw new NotFound();
        }
        var file = json ? json(response) : RecordExport.csv(CsvOutput.forPeople(response, "consents.csv"));
        records.export(actor, new RecordFilter(version, act), format, file::write);
        file.end();
    }

    private static RecordExport json(HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"consents.json\"");
        return RecordExport.json(response.getOutputStream());
    }
}
