package lethe.partners.billing;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import lethe.partners.partners.PartnerId;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/partners/{id}/billing-details")
class BillingApi {
    private final Billing billing;

    BillingApi(Billing billing) {
        this.billing = billing;
    }

    @GetMapping
    @RequiresPermission(Permission.VIEW_BILLING_DETAILS)
    BillingDetails view(Actor actor, @PathVariable PartnerId id) {
        return billing.view(actor, id).orElseThrow(NotFound::new);
    }

    @PutMapping
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "201")
    @RequiresPermission(Permission.EDIT_BILLING_DETAILS)
    ResponseEntity<BillingDetails> put(@RequestBody BillingForm form, Actor actor, @PathVariable PartnerId id) {
        var put = billing.put(actor, id, form, notes -> true);
        return ResponseEntity.status(put.first() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(put.details());
    }
}
