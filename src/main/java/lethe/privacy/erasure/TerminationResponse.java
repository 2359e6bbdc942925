package lethe.privacy.erasure;

import java.util.Optional;
import lethe.platform.kernel.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What somebody is told who has just left: the receipt, and where to fetch it again, their tokens being dead by now. */
@Component
public class TerminationResponse {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PENDING = "{\"status\":\"PENDING\"}";
    private final Receipts receipts;

    TerminationResponse(Receipts receipts) {
        this.receipts = receipts;
    }

    /** 200 with the receipt; 202 while the keys are still to be destroyed. Either way with {@code downloadUrl}. */
    public ResponseEntity<ObjectNode> answer(Actor actor, Optional<Receipt> receipt) {
        var token = receipts.link(actor).text();
        var answer = told(receipt);
        Optional.ofNullable(answer.getBody()).ifPresent(body -> body.put("downloadUrl", address(token)));
        return answer;
    }

    /** The receipt as it was signed, member by member; or that it follows. */
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
