package lethe.privacy;

import java.util.Optional;
import lethe.kernel.Actor;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What somebody is told who has just left: the receipt, and where to fetch it again, their tokens being dead by now. */
@Component
public class Farewell {
    static final String PENDING = "{\"status\":\"PENDING\"}";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Receipts receipts;

    Farewell(Receipts receipts) {
        this.receipts = receipts;
    }

    /** 200 with the receipt; 202 while the keys are still to be destroyed. Either way with {@code downloadUrl}. */
    public ResponseEntity<String> answer(Actor actor, Optional<Receipt> receipt) {
        var answer = (ObjectNode) JSON.readTree(receipt.map(Receipt::json).orElse(PENDING));
        var token = receipts.link(actor, actor.self()).text();
        return answer(
                receipt.isPresent(), answer.put("downloadUrl", address(token)).toString());
    }

    static ResponseEntity<String> answer(boolean done, String json) {
        return ResponseEntity.status(done ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json);
    }

    private static String address(String token) {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/api/v1/receipts/{token}")
                .buildAndExpand(token)
                .toUriString();
    }
}
