package lethe.roles;

import lethe.kernel.Actor;
import lethe.kernel.Listed;
import lethe.kernel.Needs;
import lethe.kernel.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What each role allows, in sentences. */
@Controller
class RolePages {
    private final Roles roles;

    RolePages(Roles roles) {
        this.roles = roles;
    }

    @GetMapping("/roles")
    @Needs(any = {Permission.MANAGE_USERS, Permission.MANAGE_ROLES})
    String list(Actor actor, @RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("roles", roles.list(actor, Listed.after(after), Listed.LIMIT));
        model.addAttribute("first", after == null);
        return "roles/list";
    }
}
