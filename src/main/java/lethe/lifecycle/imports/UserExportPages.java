package lethe.lifecycle.imports;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

@Controller
class UserExportPages {
    private final PeopleExport export;

    UserExportPages(PeopleExport export) {
        this.export = export;
    }

    @GetMapping("/users/export")
    @RequiresPermission(Permission.MANAGE_USERS)
    String ask() {
        return "exports/users";
    }

    @PostMapping("/users/export")
    @RequiresPermission(Permission.MANAGE_USERS)
    void download(Actor actor, HttpServletResponse response) throws IOException {
        export.begin(actor);
        export.write(actor, CsvOutput.forPeople(response, ExportApi.FILE));
    }
}
