package lethe.messaging.newsletters;

import lethe.platform.kernel.Gone;
import lethe.platform.requests.TakesFile;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The unsubscribe link in every mail. Opening it shows a button and changes nothing, since mail scanners follow links.
 * A {@code POST} unsubscribes, from the button or from a mail program, which sends only {@code
 * List-Unsubscribe=One-Click} and follows no redirect (RFC 8058).
 */
@Controller
class UnsubscribePages {
    private final OneClickUnsubscribe unsubscribe;

    UnsubscribePages(OneClickUnsubscribe unsubscribe) {
        this.unsubscribe = unsubscribe;
    }

    @GetMapping("/unsubscribe/{secret}")
    String page(@PathVariable String secret, Model model) {
        var found = unsubscribe.look(secret);
        model.addAttribute("name", found.name());
        model.addAttribute("subscribed", found.subscribed());
        return "subscriptions/unsubscribe";
    }

    // A mail program may send its one field as a multipart form (RFC 8058, section 3.2).
    @TakesFile(mebibytes = 0)
    @PostMapping("/unsubscribe/{secret}")
    String unsubscribe(
            @PathVariable String secret,
            @RequestParam(name = "List-Unsubscribe", required = false) @Nullable String oneClick,
            Model model) {
        model.addAttribute("name", unsubscribe.unsubscribe(secret).name());
        return "subscriptions/unsubscribed";
    }

    /** The user is gone, or the link never existed: its holder cannot tell which. */
    @ExceptionHandler(Gone.class)
    @ResponseStatus(HttpStatus.GONE)
    String dead() {
        return "subscriptions/dead";
    }
}
