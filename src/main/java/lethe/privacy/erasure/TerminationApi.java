package lethe.privacy.erasure;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.CurrentPassword;
import lethe.platform.requests.InPerson;
import lethe.platform.requests.RequiresPermission;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1")
class TerminationApi {
    private final Termination termination;
    private final Receipts receipts;
    private final TerminationResponse terminationResponse;

    TerminationApi(Termination termination, Receipts receipts, TerminationResponse terminationResponse) {
        this.termination = termination;
        this.receipts = receipts;
        this.terminationResponse = terminationResponse;
    }

    @PostMapping("/users/{id}/termination")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReceiptView.class)))
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = PendingReceipt.class)))
    @RequiresPermission(Permission.MANAGE_USERS)
    @InPerson(self = "id")
    ResponseEntity<ObjectNode> terminate(@RequestBody CurrentPassword proof, Actor actor, @PathVariable UserId id) {
        return actor.is(id) ? leave(proof, actor) : TerminationResponse.told(termination.terminate(actor, id));
    }

    @PostMapping("/me/termination")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OwnReceipt.class)))
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = PendingReceipt.class)))
    @InPerson
    ResponseEntity<ObjectNode> leave(@RequestBody CurrentPassword proof, Actor actor) {
        return terminationResponse.answer(actor, termination.leave(actor, () -> {}));
    }

    @GetMapping("/users/{id}/receipt")
    @RequiresPermission(any = {Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG})
    ReceiptFile receipt(Actor actor, @PathVariable UserId id) {
        return receipts.get(actor, id);
    }

    @GetMapping("/receipts/{token}")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReceiptFile.class)))
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = PendingReceipt.class)))
    ResponseEntity<?> byLink(@PathVariable String token) {
        var receipt = receipts.behind(token);
        return receipt.isPresent()
                ? ResponseEntity.ok(receipt.get())
                : ResponseEntity.accepted().body(new PendingReceipt());
    }
}
