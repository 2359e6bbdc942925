package lethe.privacy.subjectaccess;

import java.util.Locale;
import lethe.platform.kernel.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows readers what is stored about them and why. */
@Controller
class DisclosurePages {
    private final Disclosure disclosure;

    DisclosurePages(Disclosure disclosure) {
        this.disclosure = disclosure;
    }

    @GetMapping("/profile/data")
    String data(Actor actor, Locale language, Model model) {
        model.addAttribute("parts", disclosure.show(actor, language));
        model.addAttribute("remarks", disclosure.remarks(language));
        return "disclosure/data";
    }
}
