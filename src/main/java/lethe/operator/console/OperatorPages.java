package lethe.operator.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import lethe.organisations.Organisations;
import lethe.organisations.SupportChannelForm;
import lethe.platform.kernel.Gone;
import lethe.platform.personaldata.InBrowser;
import lethe.signin.sessions.OperatorSessions;
import lethe.web.addresses.Cookies;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The operator console: counts, support contacts, and the state of the keys. It is entered by a link from the command
 * line.
 */
@Controller
class OperatorPages {
    private final OperatorSessions operators;
    private final Overview overview;
    private final Organisations organisations;
    private final SelfCheck selfCheck;

    OperatorPages(OperatorSessions operators, Overview overview, Organisations organisations, SelfCheck selfCheck) {
        this.operators = operators;
        this.overview = overview;
        this.organisations = organisations;
        this.selfCheck = selfCheck;
    }

    @GetMapping("/operator")
    String page(HttpServletRequest request, HttpServletResponse response, Model model) {
        return operators.pageOrClosed(request, response, operator -> {
            model.addAttribute("houses", overview.houses(operator));
            selfCheck.show(operator, model);
            model.addAttribute("support", organisations.operatorSupport());
            return "operator/overview";
        });
    }

    @PostMapping("/operator")
    String support(HttpServletRequest request, SupportChannelForm rows) {
        var operator = operators.need(request);
        rows.change(channels -> organisations.operatorSupport(operator, channels));
        return "redirect:/operator?done=saved";
    }

    @GetMapping("/operator/link/{secret}")
    String linkPage() {
        return "operator/link";
    }

    @PostMapping("/operator/link/{secret}")
    String open(@PathVariable String secret, HttpServletRequest request, HttpServletResponse response) {
        setCookie(request, response, operators.open(secret), OperatorSessions.SESSION);
        return "redirect:/operator";
    }

    @PostMapping("/operator/sign-out")
    String signOut(HttpServletRequest request, HttpServletResponse response) {
        operators.close(request);
        setCookie(request, response, "", Duration.ZERO);
        return "redirect:/operator?done=signed-out";
    }

    @ExceptionHandler(Gone.class)
    @ResponseStatus(HttpStatus.GONE)
    String dead() {
        return "operator/link-dead";
    }

    private static void setCookie(
            HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
        var path = request.getContextPath() + "/operator";
        var cookie = Cookies.of(request, InBrowser.OPERATOR, value, path)
                .sameSite("Strict")
                .maxAge(age)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
