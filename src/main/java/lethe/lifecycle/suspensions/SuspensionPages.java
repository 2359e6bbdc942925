package lethe.lifecycle.suspensions;

import java.util.List;
import lethe.identity.users.Users;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.RequiresPermission;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One page: asks for the reason, or shows it and offers to reactivate the user. */
@Controller
@RequestMapping("/users/{id}")
class SuspensionPages {
    private final Suspensions suspensions;
    private final Users users;

    SuspensionPages(Suspensions suspensions, Users users) {
        this.suspensions = suspensions;
        this.users = users;
    }

    @GetMapping("/suspension")
    @RequiresPermission(Permission.MANAGE_USERS)
    String show(Actor actor, @PathVariable UserId id, Model model) {
        var suspension = suspensions.get(actor, id);
        model.addAttribute("id", id.toString());
        model.addAttribute("name", nameOf(actor, id));
        suspension.ifPresent(given -> {
            model.addAttribute("suspension", given);
            model.addAttribute("by", nameOf(actor, given.by()));
        });
        return suspension.isPresent() ? "suspensions/suspended" : "suspensions/suspension";
    }

    @PostMapping("/suspension")
    @RequiresPermission(Permission.MANAGE_USERS)
    String suspend(Actor actor, @PathVariable UserId id, @RequestParam(required = false) @Nullable String reason) {
        suspensions.suspend(actor, id, reason);
        return "redirect:/users/" + id + "?done=user-suspended";
    }

    @PostMapping("/reactivation")
    @RequiresPermission(Permission.MANAGE_USERS)
    String reactivate(Actor actor, @PathVariable UserId id) {
        suspensions.reactivate(actor, id);
        return "redirect:/users/" + id + "?done=user-reactivated";
    }

    private String nameOf(Actor actor, UserId person) {
        return users.names(actor, List.of(person)).getOrDefault(person, person.toString());
    }
}
