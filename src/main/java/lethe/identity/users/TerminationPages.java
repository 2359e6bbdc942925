package lethe.identity.users;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Roles;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.RequiresPermission;
import lethe.privacy.erasure.ProofView;
import lethe.privacy.erasure.Receipts;
import lethe.privacy.erasure.Termination;
import lethe.privacy.inventory.Holdings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Terminates a user: shows the consequences, asks for confirmation, then shows the receipt. */
@Controller
class TerminationPages {
    private static final String OWN = "redirect:/profile/termination";
    private static final String SECONDS = "3";
    private final Users users;
    private final AssignmentRules rules;
    private final Roles roles;
    private final Termination termination;
    private final Receipts receipts;
    private final Holdings holdings;

    TerminationPages(
            Users users,
            AssignmentRules rules,
            Roles roles,
            Termination termination,
            Receipts receipts,
            Holdings holdings) {
        this.users = users;
        this.rules = rules;
        this.roles = roles;
        this.termination = termination;
        this.receipts = receipts;
        this.holdings = holdings;
    }

    @GetMapping("/users/{id}/termination")
    @RequiresPermission(Permission.MANAGE_USERS)
    String ask(Actor actor, @PathVariable UserId id, Model model) {
        if (actor.is(id)) {
            return OWN;
        }
        return switch (users.get(actor, id)) {
            case SeenUser seen -> ask(actor, seen.user(), model);
            case User.Former gone -> receiptOf(id);
        };
    }

    @PostMapping("/users/{id}/termination")
    @RequiresPermission(Permission.MANAGE_USERS)
    String terminate(Actor actor, @PathVariable UserId id) {
        if (actor.is(id)) {
            return OWN;
        }
        termination.terminate(actor, id);
        return receiptOf(id);
    }

    /** While the keys are being destroyed, the page says so with 202 and refreshes. */
    @GetMapping("/users/{id}/receipt")
    @RequiresPermission(any = {Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG})
    String receipt(Actor actor, @PathVariable UserId id, Model model, HttpServletResponse response) {
        model.addAttribute("id", id.toString());
        if (receipts.isPending(actor, id)) {
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
            response.setHeader("Refresh", SECONDS);
            return "users/pending";
        }
        var file = receipts.get(actor, id);
        if (file.proof() == null) {
            response.setHeader("Refresh", SECONDS);
        }
        var receipt = file.view();
        var by = Optional.ofNullable(receipt.terminatedBy()).flatMap(UserId::parse);
        model.addAttribute("receipt", receipt);
        model.addAttribute("proof", ProofView.of(file));
        by.map(who -> users.names(actor, List.of(who)).get(who)).ifPresent(name -> model.addAttribute("by", name));
        return "users/receipt";
    }

    private String ask(Actor actor, User.Present user, Model model) {
        rules.requireManageable(
                actor, user.type(), roles.find(actor, user.roleId()).orElseThrow(NotFound::new));
        model.addAttribute("user", user);
        model.addAttribute("fates", holdings.fates(actor, user.id()));
        return "users/termination";
    }

    private static String receiptOf(UserId id) {
        return "redirect:/users/" + id + "/receipt";
    }
}
