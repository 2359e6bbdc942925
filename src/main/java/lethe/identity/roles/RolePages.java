package lethe.identity.roles;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import lethe.platform.requests.RequiresPermission;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Pages for one role: what it allows, who has it, and to create, copy, rename or delete one. */
@Controller
@RequestMapping("/roles")
class RolePages {
    private static final int SOME = 10;
    private final Roles roles;
    private final RoleChanges changes;

    RolePages(Roles roles, RoleChanges changes) {
        this.roles = roles;
        this.changes = changes;
    }

    /** @param reassignTo the text of an ID; empty if the role has no holders, or nothing was chosen */
    record Deletion(@Nullable String reassignTo) {
        @Nullable
        RoleId successor() {
            return reassignTo == null || reassignTo.isEmpty()
                    ? null
                    : RoleId.parse(reassignTo).orElseThrow(() -> BadRequest.parameter("reassignTo"));
        }
    }

    @GetMapping("/new")
    @RequiresPermission(Permission.MANAGE_ROLES)
    String blank(Actor actor, @RequestParam(required = false) @Nullable RoleId like, Model model) {
        if (like != null) {
            model.addAttribute("like", roles.get(actor, like));
        }
        return "roles/new";
    }

    @PostMapping("/new")
    @RequiresPermission(Permission.MANAGE_ROLES)
    String create(Actor actor, NewRole form, @RequestParam(required = false) @Nullable String repeatKey) {
        var created = roles.create(actor, form, repeatKey).role();
        return "redirect:/roles/" + created.id() + "?done=role-created";
    }

    @GetMapping("/{id}")
    @RequiresPermission(any = {Permission.MANAGE_USERS, Permission.MANAGE_ROLES})
    String one(
            Actor actor, @PathVariable RoleId id, @RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("role", roles.get(actor, id));
        model.addAttribute("first", after == null);
        if (actor.may(Permission.MANAGE_USERS)) {
            model.addAttribute("people", roles.holders(actor, id, Page.after(after), Page.LIMIT));
        }
        return "roles/one";
    }

    @GetMapping("/{id}/name")
    @RequiresPermission(Permission.MANAGE_ROLES)
    String name(Actor actor, @PathVariable RoleId id, Model model) {
        model.addAttribute("role", own(actor, id));
        return "roles/name";
    }

    @PostMapping("/{id}/name")
    @RequiresPermission(Permission.MANAGE_ROLES)
    String rename(Actor actor, @PathVariable RoleId id, RoleChange form) {
        changes.change(actor, id, new RoleChange(form.name(), null, form.version()));
        return "redirect:/roles/" + id + "?done=role-renamed";
    }

    @GetMapping("/{id}/deletion")
    @RequiresPermission(Permission.MANAGE_ROLES)
    String deletion(Actor actor, @PathVariable RoleId id, Model model) {
        var role = own(actor, id);
        model.addAttribute("role", role);
        model.addAttribute("own", roles.isOwn(actor, id));
        model.addAttribute("successors", Role.options(roles.successors(actor, id)));
        if (actor.may(Permission.MANAGE_USERS) && role.holders() > 0) {
            model.addAttribute("people", roles.holders(actor, id, null, SOME));
        }
        return "roles/deletion";
    }

    @PostMapping("/{id}/deletion")
    @RequiresPermission(Permission.MANAGE_ROLES)
    String delete(Actor actor, @PathVariable RoleId id, Deletion form) {
        roles.delete(actor, id, form.successor());
        return "redirect:/roles?done=role-deleted";
    }

    /** The role, if the actor may change it. */
    private RoleWithHolders own(Actor actor, RoleId id) {
        var role = roles.get(actor, id);
        if (!role.within(actor.permissions())) {
            throw Forbidden.moreThanYouHave();
        }
        return role;
    }
}
