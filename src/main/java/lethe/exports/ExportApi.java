package lethe.exports;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lethe.kernel.Actor;
import lethe.kernel.Needs;
import lethe.kernel.Permission;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ExportApi {
    private static final String ATTACHED = "attachment; filename=\"users.csv\"";
    private final PeopleExport export;

    ExportApi(PeopleExport export) {
        this.export = export;
    }

    @GetMapping("/api/v1/users/export")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @Needs(Permission.MANAGE_USERS)
    void download(Actor actor, HttpServletResponse response) throws IOException {
        export.begin(actor);
        prepare(response);
        export.write(actor, response.getOutputStream());
    }

    static void prepare(HttpServletResponse response) {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, ATTACHED);
    }
}
