package lethe.web.shell;

import java.util.List;
import lethe.platform.kernel.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Explains each type of problem, at the address that is its type. */
@Controller
class Explanations {
    private static final List<String> CODES = List.of(
            "malformed",
            "unknown-field",
            "invalid-parameter",
            "sign-in-required",
            "sign-in-failed",
            "new-password-required",
            "own-consent-required",
            "session-required",
            "recent-sign-in-required",
            "permission",
            "personal-data-of-another",
            "more-than-you-have",
            "own-rights",
            "admins-only",
            "operators-own",
            "forged-form",
            "https-required",
            "not-found",
            "method",
            "not-acceptable",
            "gone",
            "email-in-use",
            "name-in-use",
            "role-in-use",
            "changed-meanwhile",
            "last-admin",
            "external-holders",
            "already-signed-in",
            "mail-not-configured",
            "too-slow",
            "too-large",
            "media-type",
            "too-many",
            "validation",
            "doubtful",
            "use-lookup",
            "unavailable",
            "internal");

    @GetMapping("/problems")
    String all(Model model) {
        model.addAttribute("codes", CODES);
        return "problems/types";
    }

    @GetMapping("/problems/{code}")
    String one(@PathVariable String code, Model model) {
        if (!CODES.contains(code)) {
            throw new NotFound();
        }
        model.addAttribute("codes", List.of(code));
        return "problems/types";
    }
}
