package lethe.privacy.subjectaccess;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import lethe.platform.kernel.Actor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DisclosureApi {
    private final Disclosure disclosure;

    DisclosureApi(Disclosure disclosure) {
        this.disclosure = disclosure;
    }

    /** Downloads everything that is stored about the caller, as a streamed JSON file. */
    @GetMapping("/api/v1/me/data")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = OwnData.class)))
    void download(Actor actor, Locale language, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\"");
        disclosure.write(actor, language, response.getOutputStream());
    }
}
