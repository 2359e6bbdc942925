package lethe.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lethe.kernel.Actor;
import lethe.kernel.Needs;
import lethe.kernel.Permission;
import lethe.kernel.UserId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1")
class TerminationApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Termination termination;
    private final Receipts receipts;
    private final Farewell farewell;

    TerminationApi(Termination termination, Receipts receipts, Farewell farewell) {
        this.termination = termination;
        this.receipts = receipts;
        this.farewell = farewell;
    }

    /** A request that says nothing but its address. */
    record Nothing() {}

    @PostMapping("/users/{id}/termination")
    @Needs(Permission.MANAGE_USERS)
    ResponseEntity<ObjectNode> terminate(@RequestBody Nothing nothing, Actor actor, @PathVariable UserId id) {
        actor.need(Permission.MANAGE_USERS);
        return Farewell.told(termination.terminate(actor, id));
    }

    @PostMapping("/me/termination")
    ResponseEntity<ObjectNode> leave(@RequestBody Nothing nothing, Actor actor) {
        return farewell.answer(actor, termination.terminate(actor, actor.self()));
    }

    @GetMapping("/users/{id}/receipt")
    @Needs(any = {Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG})
    Map<String, Object> receipt(Actor actor, @PathVariable UserId id) {
        return beside(receipts.get(actor, id));
    }

    @GetMapping("/receipts/{token}")
    ResponseEntity<Map<String, Object>> byLink(@PathVariable String token) {
        return receipts.behind(token)
                .map(receipt -> ResponseEntity.ok(beside(receipt)))
                .orElseGet(() -> ResponseEntity.accepted().body(Map.of("status", "PENDING")));
    }

    /** The receipt as it was signed, and beside it what came later. */
    private static Map<String, Object> beside(Receipt receipt) {
        var members = new LinkedHashMap<String, Object>();
        members.put("receipt", JSON.readTree(receipt.json()));
        members.put("recipients", List.of());
        return members;
    }
}
