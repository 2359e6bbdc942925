package lethe.identity.users;

import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Reassignment;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.LastDay;
import lethe.platform.requests.RequiresPermission;
import lethe.platform.usage.Usage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Gives a user another type or role. Nothing else about another user can be changed (R4). */
@Controller
class ReassignmentPages {
    private final Users users;
    private final AssignmentRules rules;
    private final Roles roles;
    private final Usage usage;

    ReassignmentPages(Users users, AssignmentRules rules, Roles roles, Usage usage) {
        this.users = users;
        this.rules = rules;
        this.roles = roles;
        this.usage = usage;
    }

    record ReassignmentForm(
            @Nullable UserType type,
            @Nullable RoleId roleId,
            @Nullable LastDay accessUntil) {
        /** The page shows the last day only for external users, so it counts only for them. */
        Reassignment reassignment() {
            return Reassignment.of(type, roleId, type == UserType.EXTERNAL ? accessUntil : null);
        }
    }

    @GetMapping("/users/{id}/reassignment")
    @RequiresPermission(Permission.MANAGE_USERS)
    String form(Actor actor, @PathVariable UserId id, Model model) {
        if (users.get(actor, id) instanceof SeenUser seen) {
            var user = seen.user();
            var role = roles.find(actor, user.roleId()).orElseThrow(NotFound::new);
            rules.requireReassignable(actor, id, user.type(), role);
            model.addAttribute("user", user);
            model.addAttribute("types", rules.types(actor));
            model.addAttribute("roles", Role.options(rules.roles(actor, roles.choice(actor))));
            return "users/reassignment";
        }
        throw new NotFound();
    }

    @PostMapping("/users/{id}/reassignment")
    @RequiresPermission(Permission.MANAGE_USERS)
    String reassign(Actor actor, ReassignmentForm form, @PathVariable UserId id) {
        users.reassign(actor, id, form.reassignment());
        usage.count(UserApi.REASSIGNING, actor.self().lowBits());
        return "redirect:/users/" + id + "?done=reassigned";
    }
}
