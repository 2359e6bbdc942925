package lethe.privacy.subjectaccess;

import java.util.Locale;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows readers what is stored about them and why. */
@Controller
class DisclosurePages {
    private final Disclosure disclosure;

    DisclosurePages(Disclosure disclosure) {
        this.disclosure = disclosure;
    }

    /** @param table the table whose rows are all shown; absent: the newest rows of each */
    @GetMapping("/profile/data")
    String data(
            Actor actor,
            @RequestParam(required = false) @Nullable String table,
            @RequestParam(required = false) @Nullable String after,
            Locale language,
            Model model) {
        if (table != null) {
            model.addAttribute("rows", disclosure.page(actor, table, Page.after(after), language));
            model.addAttribute("first", after == null);
            return "disclosure/rows";
        }
        model.addAttribute("parts", disclosure.show(actor, language));
        model.addAttribute("remarks", disclosure.remarks(language));
        return "disclosure/data";
    }
}
