package lethe.audit.transparency;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProofApi {
    private final Proofs proofs;

    ProofApi(Proofs proofs) {
        this.proofs = proofs;
    }

    @GetMapping("/api/v1/audit/checkpoint")
    @RequiresPermission(Permission.VIEW_AUDIT_LOG)
    SignedCheckpoint checkpoint(Actor actor, @RequestParam(required = false) @Nullable Long from) {
        return proofs.checkpoint(actor, from);
    }

    @GetMapping("/api/v1/audit/proof/{entry}")
    @RequiresPermission(Permission.VIEW_AUDIT_LOG)
    EntryProof inclusion(Actor actor, @PathVariable EntryId entry) {
        return proofs.inclusion(actor, entry);
    }
}
