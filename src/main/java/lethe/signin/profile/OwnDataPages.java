package lethe.signin.profile;

import java.util.Locale;
import java.util.Objects;
import lethe.identity.users.Users;
import lethe.platform.kernel.Actor;
import lethe.platform.requests.InPerson;
import lethe.signin.profile.OwnEmail.Outcome;
import lethe.signin.profile.ProfileChange.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Lets users correct their own name and e-mail. */
@Controller
class OwnDataPages {
    private final ProfileChange profileChange;
    private final OwnEmail email;
    private final Users users;

    OwnDataPages(ProfileChange profileChange, OwnEmail email, Users users) {
        this.profileChange = profileChange;
        this.email = email;
        this.users = users;
    }

    record NameForm(@Nullable String firstName, @Nullable String lastName) {
        /** A page sends both names; an empty one means "empty", not "unchanged". */
        Change change() {
            return new Change(
                    Objects.requireNonNullElse(firstName, ""), Objects.requireNonNullElse(lastName, ""), null, null);
        }
    }

    record EmailForm(@Nullable String email, @Nullable String currentPassword) {
        Change change() {
            return new Change(null, null, Objects.requireNonNullElse(email, ""), currentPassword);
        }
    }

    @GetMapping("/profile/name")
    String namePage(Actor actor, Model model) {
        model.addAttribute("me", users.me(actor).user());
        return "profile/name";
    }

    @PostMapping("/profile/name")
    String rename(Actor actor, NameForm form, Locale language) {
        profileChange.change(actor, form.change(), language);
        return "redirect:/profile?done=name-changed";
    }

    @GetMapping("/profile/email")
    String emailPage(Actor actor, Model model) {
        model.addAttribute("me", users.me(actor).user());
        model.addAttribute("confirmed", email.isConfirmed());
        email.pending(actor).ifPresent(pending -> model.addAttribute("pending", pending));
        return "profile/email";
    }

    @PostMapping("/profile/email")
    @InPerson(comparesItself = true)
    String changeEmail(Actor actor, EmailForm form, Locale language) {
        return profileChange.change(actor, form.change(), language) == Outcome.IN_FORCE
                ? "redirect:/profile?done=email-changed"
                : "redirect:/profile/email?done=email-asked";
    }
}
