package lethe.partners.partners;

import lethe.partners.partners.Partner.Status;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
@RequestMapping("/partners")
class PartnerPages {
    private static final String PARTNERS = "/partners";
    private final Partners partners;
    private final PartnerDeletion deletion;
    private final History history;
    private final ObjectProvider<PartnerSection> sections;

    PartnerPages(
            Partners partners, PartnerDeletion deletion, History history, ObjectProvider<PartnerSection> sections) {
        this.partners = partners;
        this.deletion = deletion;
        this.history = history;
        this.sections = sections;
    }

    @GetMapping
    @RequiresPermission(Permission.VIEW_PARTNERS)
    String list(
            Actor actor,
            @RequestParam(required = false) @Nullable Status status,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        return list(actor, new PartnerSearch(null, status, category, after), model);
    }

    /** Renders the list directly, because search text must not appear in an address; filters alone redirect. */
    @PostMapping
    @RequiresPermission(Permission.VIEW_PARTNERS)
    String search(Actor actor, PartnerSearch search, Model model) {
        return search.text().isEmpty() ? "redirect:" + search.address() : list(actor, search, model);
    }

    @GetMapping("/new")
    @RequiresPermission(Permission.EDIT_PARTNERS)
    String blank(Actor actor, Model model) {
        model.addAttribute("categories", partners.categories(actor));
        return "partners/new";
    }

    @PostMapping("/new")
    @RequiresPermission(Permission.EDIT_PARTNERS)
    String create(Actor actor, NewPartner form, @RequestParam(required = false) @Nullable String repeatKey) {
        var created = partners.create(actor, form, repeatKey).partner();
        return "redirect:" + PARTNERS + "/" + created.id() + "?done=partner-created";
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.VIEW_PARTNERS)
    String one(Actor actor, @PathVariable PartnerId id, Model model) {
        var partner = partners.get(actor, id);
        model.addAttribute("partner", partner);
        model.addAttribute(
                "parts",
                sections.stream()
                        .flatMap(section -> section.of(actor, partner).stream())
                        .toList());
        if (actor.may(Permission.VIEW_AUDIT_LOG)) {
            model.addAttribute("history", history.of(actor, id));
        }
        if (partner.deactivation() != null) {
            model.addAttribute(
                    "deactivatedBy",
                    history.nameOf(actor, partner.deactivation().by()));
        }
        return "partners/one";
    }

    @GetMapping("/{id}/edit")
    @RequiresPermission(Permission.EDIT_PARTNERS)
    String edit(Actor actor, @PathVariable PartnerId id, Model model) {
        model.addAttribute("categories", partners.categories(actor));
        return with(actor, id, model, "partners/edit");
    }

    @PostMapping("/{id}/edit")
    @RequiresPermission(Permission.EDIT_PARTNERS)
    String change(Actor actor, @PathVariable PartnerId id, PartnerChange form) {
        partners.change(actor, id, form);
        return backTo(id, "partner-changed");
    }

    @GetMapping("/{id}/deactivation")
    @RequiresPermission({Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS})
    String deactivation(Actor actor, @PathVariable PartnerId id, Model model) {
        return with(actor, id, model, "partners/deactivation");
    }

    @PostMapping("/{id}/deactivation")
    @RequiresPermission({Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS})
    String deactivate(
            Actor actor, @PathVariable PartnerId id, @RequestParam(required = false) @Nullable String reason) {
        partners.deactivate(actor, id, reason);
        return backTo(id, "partner-deactivated");
    }

    @GetMapping("/{id}/reactivation")
    @RequiresPermission({Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS})
    String reactivation(Actor actor, @PathVariable PartnerId id, Model model) {
        return with(actor, id, model, "partners/reactivation");
    }

    @PostMapping("/{id}/reactivation")
    @RequiresPermission({Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS})
    String reactivate(Actor actor, @PathVariable PartnerId id) {
        partners.reactivate(actor, id);
        return backTo(id, "partner-reactivated");
    }

    @GetMapping("/{id}/deletion")
    @RequiresPermission({Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS})
    String deletion(Actor actor, @PathVariable PartnerId id, Model model) {
        return with(actor, id, model, "partners/deletion");
    }

    @PostMapping("/{id}/deletion")
    @RequiresPermission({Permission.EDIT_PARTNERS, Permission.EDIT_BILLING_DETAILS})
    String delete(Actor actor, @PathVariable PartnerId id) {
        var done = deletion.delete(actor, id);
        return "redirect:" + PARTNERS + "?done=" + (done ? "partner-deleted" : "partner-deletion-pending");
    }

    private String list(Actor actor, PartnerSearch search, Model model) {
        model.addAttribute("search", search);
        model.addAttribute("partners", partners.list(actor, search.filter()));
        model.addAttribute("categories", partners.categories(actor));
        return "partners/list";
    }

    private String with(Actor actor, PartnerId id, Model model, String page) {
        model.addAttribute("partner", partners.get(actor, id));
        return page;
    }

    private static String backTo(PartnerId id, String done) {
        return "redirect:" + PARTNERS + "/" + id + "?done=" + done;
    }
}
