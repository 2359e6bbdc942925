package lethe.organisations;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

@Controller
class OrganisationPages {
    private final Organisations organisations;
    private final PublicUrl url;

    OrganisationPages(Organisations organisations, PublicUrl url) {
        this.organisations = organisations;
        this.url = url;
    }

    /** @param version the version that was edited */
    record NameForm(@Nullable String name, @Nullable Long version) {}

    @GetMapping("/organisation")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    String page(Actor actor, Model model) {
        model.addAttribute("organisation", organisations.current());
        model.addAttribute("signIn", url.to("/sign-in"));
        return "organisations/organisation";
    }

    @PostMapping("/organisation")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    String change(Actor actor, NameForm form, SupportChannelForm rows) {
        rows.change(support -> organisations.change(actor, new OrganisationForm(form.name(), support, form.version())));
        return "redirect:/organisation?done=saved";
    }

    /** Support contacts; public, because users who cannot sign in may need them. */
    @GetMapping("/support")
    String support(Model model) {
        model.addAttribute("channels", organisations.masthead().support());
        return "organisations/support";
    }
}
