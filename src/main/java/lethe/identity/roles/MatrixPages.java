package lethe.identity.roles;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All roles and permissions on one page. Changes are shown as a summary first, and then saved together. */
@Controller
class MatrixPages {
    private final Roles roles;
    private final RoleChanges changes;

    MatrixPages(Roles roles, RoleChanges changes) {
        this.roles = roles;
        this.changes = changes;
    }

    /** Also shows the form again, with its ticks, if it could not be saved. */
    @GetMapping({"/roles", "/roles/changes"})
    @RequiresPermission(any = {Permission.MANAGE_USERS, Permission.MANAGE_ROLES})
    String matrix(Actor actor, @RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("roles", roles.list(actor, Page.after(after), Page.LIMIT));
        model.addAttribute("first", after == null);
        return "roles/matrix";
    }

    @PostMapping("/roles")
    @RequiresPermission(Permission.MANAGE_ROLES)
    String summary(Actor actor, PermissionMatrix.Sheet form, Model model) {
        var changed = changes.preview(actor, form.ticks());
        if (changed.isEmpty()) {
            return "redirect:/roles?done=roles-as-before";
        }
        model.addAttribute("changes", changed);
        model.addAttribute("sheet", form);
        return "roles/summary";
    }

    @PostMapping("/roles/changes")
    @RequiresPermission(Permission.MANAGE_ROLES)
    String save(Actor actor, PermissionMatrix.Sheet form) {
        changes.save(actor, form.ticks());
        return "redirect:/roles?done=roles-changed";
    }
}
