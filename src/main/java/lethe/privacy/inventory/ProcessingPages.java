package lethe.privacy.inventory;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The organisation's record of processing activities, on screen and as a file. */
@Controller
class ProcessingPages {
    private final Records records;
    private final RecordFiles files;

    ProcessingPages(Records records, RecordFiles files) {
        this.records = records;
        this.files = files;
    }

    @GetMapping("/organisation/processing")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    String page(Actor actor, Locale language, Model model) {
        model.addAttribute("record", records.ofController(actor, language));
        return "inventory/processing";
    }

    @GetMapping("/organisation/processing.csv")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    void csv(Actor actor, Locale language, HttpServletResponse response) throws IOException {
        files.csv(records.ofController(actor, language), language, response);
    }

    @GetMapping("/organisation/processing.json")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    ResponseEntity<Processing> json(Actor actor, Locale language) {
        return files.json(records.ofController(actor, language));
    }
}
