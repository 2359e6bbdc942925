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
 * The address in every mail. Opening it shows a button and does nothing: what scans mail must not unsubscribe. A {@code POST}
 * unsubscribes, by the button or by the reader's mail program, which sends nothing but {@code List-Unsubscribe=One-Click}
 * and follows no redirect (RFC 8058).
 */
@Controller
class UnsubscribePages {
    private final OneClickUnsubscribe unsubscribing;

    UnsubscribePages(OneClickUnsubscribe unsubscribing) {
        this.unsubscribing = unsubscribing;
    }

    @GetMapping("/unsubscribe/{secret}")
    String page(@PathVariable String secret, Model model) {
        var found = unsubscribing.look(secret);
        model.addAttribute("name", found.name());
        model.addAttribute("subscribed", found.subscribed());
        return "subscriptions/unsubscribe";
    }

    // A mail program may send its one field as a form with parts (RFC 8058, section 3.2).
    @TakesFile(mebibytes = 0)
    @PostMapping("/unsubscribe/{secret}")
    String unsubscribe(
            @PathVariable String secret,
            @RequestParam(name = "List-Unsubscribe", required = false) @Nullable String oneClick,
            Model model) {
        model.addAttribute("name", unsubscribing.unsubscribe(secret).name());
        return "subscriptions/unsubscribed";
    }

    /** Of somebody who is gone, or never ours: to whoever holds it that is the same. */
    @ExceptionHandler(Gone.class)
    @ResponseStatus(HttpStatus.GONE)
    String dead() {
        return "subscriptions/dead";
    }
}
