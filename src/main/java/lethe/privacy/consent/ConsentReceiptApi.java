package lethe.privacy.consent;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Locale;
import lethe.platform.kernel.Actor;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
class ConsentReceiptApi {
    private static final Feature DOWNLOADING = new Feature("consent-receipt-downloaded");
    private static final MediaType JSON_LD = MediaType.parseMediaType("application/ld+json");
    private final ConsentReceipts receipts;
    private final Usage usage;

    ConsentReceiptApi(ConsentReceipts receipts, Usage usage) {
        this.receipts = receipts;
        this.usage = usage;
    }

    @GetMapping("/api/v1/me/consents/receipt")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/ld+json", schema = @Schema(type = "object")))
    ResponseEntity<ObjectNode> download(Actor actor, Locale language) {
        usage.count(DOWNLOADING, actor.self().lowBits());
        return ResponseEntity.ok()
                .contentType(JSON_LD)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"consent-receipt.jsonld\"")
                .body(receipts.issue(actor, language));
    }
}
