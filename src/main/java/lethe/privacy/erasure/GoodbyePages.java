package lethe.privacy.erasure;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The page after a termination. It needs no sign-in, because the person can no longer sign in: knowing the address is
 * enough.
 */
@Controller
class GoodbyePages {
    private static final String UNTIL_DESTROYED = "5";
    private static final String UNTIL_PROVEN = "2";
    private final Receipts receipts;

    GoodbyePages(Receipts receipts) {
        this.receipts = receipts;
    }

    @GetMapping("/goodbye/{token}")
    String goodbye(@PathVariable String token, HttpServletResponse response, Model model) {
        response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
        Optional<ReceiptFile> file = receipts.behind(token);
        if (file.isPresent()) {
            model.addAttribute("receipt", file.get().view());
            model.addAttribute("proof", ProofView.of(file.get()));
            if (file.get().proof() == null) {
                response.setHeader("Refresh", UNTIL_PROVEN);
            }
            model.addAttribute("token", token);
            return "privacy/goodbye";
        } else {
            response.setHeader("Refresh", UNTIL_DESTROYED);
            return "privacy/pending";
        }
    }
}
