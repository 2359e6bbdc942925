package lethe.privacy.notices;

import java.util.Locale;
import lethe.platform.kernel.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows any version of the notice, at the address that consent evidence refers to. */
@Controller
class NoticePages {
    private final Notices notices;

    NoticePages(Notices notices) {
        this.notices = notices;
    }

    @GetMapping("/notices/{version}")
    String notice(
            Actor actor,
            @PathVariable int version,
            @RequestParam(required = false) @Nullable String language,
            Locale browsers,
            Model model) {
        model.addAttribute("notice", notices.get(actor, version));
        model.addAttribute("language", language == null ? browsers.getLanguage() : language);
        return "notices/notice";
    }
}
