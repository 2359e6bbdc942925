package lethe.operator.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lethe.signin.sessions.OperatorSessions;
import lethe.web.shell.HeldForms;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Like {@link HeldForms}, below the only path to which the operator's cookie is sent. */
@Controller
class OperatorFormAgain {
    private final OperatorSessions operators;
    private final HeldForms forms;

    OperatorFormAgain(OperatorSessions operators, HeldForms forms) {
        this.operators = operators;
        this.forms = forms;
    }

    @PostMapping("/operator/again")
    ModelAndView again(
            @RequestParam(defaultValue = "") String held, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        operators.need(request);
        return forms.shown(held, request, response);
    }
}
