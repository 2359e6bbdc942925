package lethe.lifecycle.imports;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ExportApi {
    static final String FILE = "users.csv";
    private final PeopleExport export;

    ExportApi(PeopleExport export) {
        this.export = export;
    }

    @GetMapping("/api/v1/users/export")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @RequiresPermission(Permission.MANAGE_USERS)
    void download(Actor actor, HttpServletResponse response) throws IOException {
        export.begin(actor);
        export.write(actor, CsvOutput.forPrograms(response, FILE));
    }
}
