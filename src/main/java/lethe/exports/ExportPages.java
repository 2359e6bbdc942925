package lethe.exports;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import lethe.kernel.Actor;
import lethe.kernel.Needs;
import lethe.kernel.Permission;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

@Controller
class ExportPages {
    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);
    private final PeopleExport export;

    ExportPages(PeopleExport export) {
        this.export = export;
    }

    @GetMapping("/users/export")
    @Needs(Permission.MANAGE_USERS)
    String ask() {
        return "exports/users";
    }

    /** With a byte order mark, without which spreadsheets garble umlauts. */
    @PostMapping("/users/export")
    @Needs(Permission.MANAGE_USERS)
    void download(Actor actor, HttpServletResponse response) throws IOException {
        export.begin(actor);
        ExportApi.prepare(response);
        response.getOutputStream().write(BYTE_ORDER_MARK);
        export.write(actor, response.getOutputStream());
    }
}
