package lethe.operator.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import lethe.messaging.mail.MailQueue;
import lethe.messaging.mail.Undelivered;
import lethe.operator.maintenance.Snapshots;
import lethe.organisations.Organisations;
import lethe.organisations.SupportChannelForm;
import lethe.platform.database.DatabaseWarnings;
import lethe.platform.kernel.Gone;
import lethe.platform.personaldata.InBrowser;
import lethe.platform.requests.Alarm;
import lethe.signin.sessions.OperatorSessions;
import lethe.vault.vault.Vault;
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
    private final Vault vault;
    private final Snapshots snapshots;
    private final DatabaseWarnings warnings;
    private final MailQueue mailQueue;
    private final Undelivered undelivered;
    private final List<Alarm> alarms;

    OperatorPages(
            OperatorSessions operators,
            Overview overview,
            Organisations organisations,
            Vault vault,
            Snapshots snapshots,
            DatabaseWarnings warnings,
            MailQueue mailQueue,
            Undelivered undelivered,
            List<Alarm> alarms) {
        this.operators = operators;
        this.overview = overview;
        this.organisations = organisations;
        this.vault = vault;
        this.snapshots = snapshots;
        this.warnings = warnings;
        this.mailQueue = mailQueue;
        this.undelivered = undelivered;
        this.alarms = alarms;
    }

    @GetMapping("/operator")
    String page(HttpServletRequest request, HttpServletResponse response, Model model) {
        return operators.pageOrClosed(request, response, operator -> {
            model.addAttribute("houses", overview.houses(operator));
            model.addAttribute("storage", vault.storage());
            model.addAttribute("mirrored", vault.isMirrored());
            model.addAttribute("copied", snapshots.haveKeys());
            model.addAttribute("mirrorIsAway", vault.mirrorIsAway());
            model.addAttribute("warnings", warnings.sentences());
            model.addAttribute(
                    "alarms",
                    alarms.stream().flatMap(alarm -> alarm.sentences().stream()).toList());
            model.addAttribute("mailOffered", mailQueue.isOffered());
            model.addAttribute("mail", mailQueue.counts());
            model.addAttribute("mailTrouble", mailQueue.trouble().orElse(""));
            model.addAttribute("givenUp", undelivered.counts(operator));
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
