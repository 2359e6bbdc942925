package lethe.privacy.consent;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Locale;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.Items;
import lethe.platform.requests.Presence;
import lethe.platform.requests.RequiresPermission;
import lethe.platform.requests.Validation;
import lethe.privacy.consent.ConsentEvidence.Decision;
import lethe.privacy.erasure.OwnReceipt;
import lethe.privacy.erasure.PendingReceipt;
import lethe.privacy.erasure.TerminationResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class ConsentApi {
    private final Consents consents;
    private final TerminationResponse terminationResponse;

    ConsentApi(Consents consents, TerminationResponse terminationResponse) {
        this.consents = consents;
        this.terminationResponse = terminationResponse;
    }

    record DecisionForm(
            @Nullable Integer noticeVersion, @Nullable Decision decision) {}

    /** The answer to {@link Decision#CONTINUE}: the user may now use the application. */
    record Decided(String state) {}

    @PostMapping("/me/consent")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(oneOf = {Decided.class, OwnReceipt.class})))
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = PendingReceipt.class)))
    ResponseEntity<?> decide(
            @RequestBody DecisionForm form, Actor actor, @RequestAttribute Presence presence, Locale language) {
        var version = form.noticeVersion();
        var decision = form.decision();
        if (version == null || decision == null) {
            throw missing(form);
        }
        return switch (decision) {
            case CONTINUE -> {
                consents.consent(actor, version, language.getLanguage());
                yield ResponseEntity.ok(new Decided("ACTIVE"));
            }
            case REFUSE -> {
                presence.needProof();
                yield terminationResponse.answer(actor, consents.refuse(actor, version, language.getLanguage()));
            }
        };
    }

    @GetMapping("/me/consents")
    Items<ConsentEvidence> mine(Actor actor) {
        return new Items<>(consents.evidence(actor, actor.self()));
    }

    @GetMapping("/users/{id}/consents")
    @RequiresPermission(any = {Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG})
    Items<ConsentEvidence> of(Actor actor, @PathVariable UserId id) {
        return new Items<>(consents.evidence(actor, id));
    }

    private static RuntimeException missing(DecisionForm form) {
        var fields = new Validation();
        if (form.noticeVersion() == null) {
            fields.wrong("noticeVersion", "required");
        }
        if (form.decision() == null) {
            fields.wrong("decision", "required");
        }
        return fields.refusal();
    }
}
