package lethe.signin.login;

import lethe.organisations.PublicUrl;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.RequiresPermission;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Issues a sign-in link that an administrator hands over to a user who has not set a password. */
@Controller
class LinkPages {
    private final OneTimeLinks links;
    private final PublicUrl url;

    LinkPages(OneTimeLinks links, PublicUrl url) {
        this.links = links;
        this.url = url;
    }

    /** The link is shown only in this response. */
    @PostMapping("/users/{id}/sign-in-link")
    @RequiresPermission(Permission.MANAGE_USERS)
    String issue(Actor actor, @PathVariable UserId id, Model model) {
        var issued = links.issue(actor, id);
        model.addAttribute("person", id);
        model.addAttribute("url", url.to("/link/" + issued.token().text()));
        model.addAttribute("expiresAt", issued.expiresAt());
        return "signin/link";
    }

    @GetMapping("/users/{id}/sign-in-link")
    @RequiresPermission(Permission.MANAGE_USERS)
    String back(@PathVariable UserId id) {
        return "redirect:/users/" + id;
    }
}
