package lethe.privacy.erasure;

import java.util.Optional;
import lethe.platform.kernel.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to people who have just terminated themselves: the receipt, and a link to fetch it again, since their
 * tokens no longer work.
 */
@Component
public class TerminationResponse {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PENDING = "{\"status\":\"PENDING\"}";
    private final Receipts receipts;

    TerminationResponse(Receipts receipts) {
        this.receipts = receipts;
    }

    /**
     * Answers 200 with the receipt, or 202 while the keys have not been destroyed; with {@code downloadUrl} in both
     * cases.
     */
    public ResponseEntity<ObjectNode> answer(Actor actor, Optional<Receipt> receipt) {
        var token = receipts.link(actor).text();
        var answer = told(receipt);
        Optional.ofNullable(answer.getBody()).ifPresent(body -> body.put("downloadUrl", address(token)));
        return answer;
    }

    /** The receipt with its members as signed, or the status {@code PENDING}. */
    static ResponseEntity<ObjectNode> told(Optional<Receipt> receipt) {
        return ResponseEntity.status(receipt.isPresent() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body((ObjectNode) JSON.readTree(receipt.map(Receipt::json).orElse(PENDING)));
    }

    private static String address(String token) {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/api/v1/receipts/{token}")
                .buildAndExpand(token)
                .toUriString();
    }
}
