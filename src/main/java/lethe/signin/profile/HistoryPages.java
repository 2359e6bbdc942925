package lethe.signin.profile;

import lethe.audit.log.Audit;
import lethe.audit.log.Filter;
import lethe.platform.kernel.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The user's own history: who viewed or changed their data, and their sign-ins; newest first. */
@Controller
class HistoryPages {
    private final Audit audit;

    HistoryPages(Audit audit) {
        this.audit = audit;
    }

    @GetMapping("/profile/history")
    String history(Actor actor, @RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("entries", audit.doneToMe(actor, Filter.page(after, null)));
        model.addAttribute("first", after == null);
        return "profile/history";
    }

    @GetMapping("/profile/sign-ins")
    String signIns(Actor actor, @RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("entries", audit.mySignIns(actor, Filter.page(after, null)));
        model.addAttribute("first", after == null);
        return "profile/sign-ins";
    }
}
