package lethe.partners.partners;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import lethe.web.api.IdempotentResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/partners")
class PartnerApi {
    private final Partners partners;
    private final PartnerDeletion deletion;

    PartnerApi(Partners partners, PartnerDeletion deletion) {
        this.partners = partners;
        this.deletion = deletion;
    }

    record Deactivated(@Nullable String reason) {
        /** Leaves out user input, for logs. */
        @Override
        public String toString() {
            return "Deactivated[…]";
        }
    }

    @GetMapping
    @RequiresPermission(Permission.VIEW_PARTNERS)
    Page<Partner> list(
            Actor actor,
            @RequestParam(required = false) @Nullable String query,
            @RequestParam(required = false) Partner.@Nullable Status status,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return partners.list(actor, PartnerFilter.of(query, status, category, after, limit));
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.VIEW_PARTNERS)
    Partner get(Actor actor, @PathVariable PartnerId id) {
        return partners.get(actor, id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.EDIT_PARTNERS)
    ResponseEntity<Partner> create(
            @RequestBody NewPartner form,
            Actor actor,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String repeatKey) {
        var created = partners.create(actor, form, repeatKey);
        return IdempotentResponse.answer("partners/" + created.partner().id(), created.replayed(), created.partner());
    }

    @PatchMapping("/{id}")
    @RequiresPermission(Permission.EDIT_PARTNERS)
    Partner change(@RequestBody PartnerChange form, Actor actor, @PathVariable PartnerId id) {
        return partners.change(actor, id, form);
    }

    @PostMapping("/{id}/deactivation")
    @RequiresPermission({Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS})
    Partner deactivate(@RequestBody Deactivated form, Actor actor, @PathVariable PartnerId id) {
        return partners.deactivate(actor, id, form.reason());
    }

    @DeleteMapping("/{id}/deactivation")
    @RequiresPermission({Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS})
    Partner reactivate(Actor actor, @PathVariable PartnerId id) {
        return partners.reactivate(actor, id);
    }

    /** Answers 202 if a key cannot be destroyed yet because the mirror of the key file is unavailable. */
    @DeleteMapping("/{id}")
    @ApiResponse(responseCode = "204")
    @ApiResponse(responseCode = "202")
    @RequiresPermission({Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS})
    ResponseEntity<Void> delete(Actor actor, @PathVariable PartnerId id) {
        var done = deletion.delete(actor, id);
        return ResponseEntity.status(done ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED)
                .build();
    }
}
