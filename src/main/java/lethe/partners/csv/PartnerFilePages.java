package lethe.partners.csv;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import lethe.platform.requests.TakesFile;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

@Controller
@RequestMapping("/partners/files")
class PartnerFilePages {
    /** In MiB. */
    private static final int MOST = 8;

    private final PartnerFiles files;

    PartnerFilePages(PartnerFiles files) {
        this.files = files;
    }

    @GetMapping
    @RequiresPermission(Permission.VIEW_PARTNERS)
    String files(
            Actor actor,
            @RequestParam(required = false) @Nullable Integer created,
            @RequestParam(defaultValue = "0") int repeated,
            @RequestParam(defaultValue = "0") int left,
            Model model) {
        if (created != null) {
            model.addAttribute("outcome", new PartnerFiles.Outcome(created, repeated, left));
        }
        return "partnerfiles/files";
    }

    @PostMapping("/export")
    @RequiresPermission(Permission.VIEW_PARTNERS)
    void export(Actor actor, @RequestParam(defaultValue = "false") boolean billing, HttpServletResponse response) {
        files.export(actor, billing, LineFiles.sheet(response, "partners.csv"));
    }

    // Twice the limit, so that a slightly larger file gets its error at the form field.
    @TakesFile(mebibytes = 2 * MOST)
    @PostMapping("/check")
    @RequiresPermission(Permission.EDIT_PARTNERS)
    String check(Actor actor, @RequestParam(required = false) @Nullable MultipartFile file) throws IOException {
        if (file == null || file.isEmpty()) {
            throw Invalid.field("file", "no-file");
        } else if (file.getSize() > (long) MOST << 20) {
            throw Invalid.field("file", "file-too-large", MOST);
        }
        files.check(actor, file.getBytes());
        return "redirect:/partners/files/check";
    }

    @GetMapping("/check")
    @RequiresPermission(Permission.EDIT_PARTNERS)
    String checked(Actor actor, Model model) {
        var lines = files.checked(actor);
        lines.ifPresent(read -> model.addAttribute("lines", read));
        return lines.isPresent() ? "partnerfiles/checked" : "redirect:/partners/files";
    }

    @PostMapping("/creation")
    @RequiresPermission(Permission.EDIT_PARTNERS)
    String create(Actor actor) {
        var outcome = files.create(actor);
        return "redirect:/partners/files?created=%d&repeated=%d&left=%d"
                .formatted(outcome.created(), outcome.repeated(), outcome.left());
    }
}
