package lethe.signin.login;

import java.util.Locale;
import lethe.messaging.mail.MailQueue;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.RequiresPermission;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Sends the invitation again; only the user sees the link. */
@Controller
class InvitationPages {
    private final Invitation invitation;
    private final MailQueue mailQueue;

    InvitationPages(Invitation invitation, MailQueue mailQueue) {
        this.invitation = invitation;
        this.mailQueue = mailQueue;
    }

    @PostMapping("/users/{id}/invitation")
    @RequiresPermission(Permission.MANAGE_USERS)
    String send(Actor actor, @PathVariable UserId id, Locale language) {
        if (!mailQueue.isOffered()) {
            throw new NotFound();
        }
        invitation.inviteAgain(actor, id, language);
        return "redirect:/users/" + id + "?done=invited";
    }

    @GetMapping("/users/{id}/invitation")
    @RequiresPermission(Permission.MANAGE_USERS)
    String back(@PathVariable UserId id) {
        return "redirect:/users/" + id;
    }
}
