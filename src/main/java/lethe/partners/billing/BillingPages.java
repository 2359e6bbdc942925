package lethe.partners.billing;

import lethe.partners.partners.PartnerId;
import lethe.partners.partners.Partners;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
@RequestMapping("/partners/{id}/billing-details")
class BillingPages {
    private final Billing billing;
    private final Partners partners;

    BillingPages(Billing billing, Partners partners) {
        this.billing = billing;
        this.partners = partners;
    }

    @GetMapping
    @RequiresPermission(Permission.EDIT_BILLING_DETAILS)
    String edit(Actor actor, @PathVariable PartnerId id, Model model) {
        model.addAttribute("partner", partners.get(actor, id));
        billing.view(actor, id).ifPresent(details -> model.addAttribute("details", details));
        return "billing/edit";
    }

    @PostMapping
    @RequiresPermission(Permission.EDIT_BILLING_DETAILS)
    String save(
            Actor actor, @PathVariable PartnerId id, BillingForm form, @RequestParam(defaultValue = "") String noted) {
        billing.put(actor, id, form, notes -> Doubts.text(notes).equals(noted));
        return "redirect:/partners/" + id + "?done=billing-saved";
    }

    @GetMapping("/history")
    @RequiresPermission({Permission.VIEW_BILLING_DETAILS, Permission.VIEW_AUDIT_LOG})
    String history(Actor actor, @PathVariable PartnerId id, Model model) {
        model.addAttribute("partner", partners.get(actor, id));
        model.addAttribute("changes", billing.changes(actor, id));
        return "billing/history";
    }
}
