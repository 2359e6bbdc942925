package lethe.web.shell;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.BadRequest;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Returns to a held form: shows its page with the input filled in. Nothing is saved until the user submits it again.
 */
@Controller
public class HeldForms {
    private final RefusedPages pages;
    private final Problems problems;

    HeldForms(RefusedPages pages, Problems problems) {
        this.pages = pages;
        this.problems = problems;
    }

    @PostMapping("/again")
    ModelAndView again(Actor actor, @RequestParam String held, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        return shown(held, request, response);
    }

    /** Requires only that the user may see pages; the form's own page checks its permissions. */
    public ModelAndView shown(String held, HttpServletRequest request, HttpServletResponse response) throws Exception {
        var form = Held.parse(held).orElseThrow(() -> BadRequest.parameter("held"));
        var asSent = new Readdressed(request, HttpMethod.POST.name(), form);
        var problem = problems.notSent(request);
        var again = pages.formAgain(problem, asSent, response);
        if (again == null) {
            pages.show(problem, asSent, response);
            return new ModelAndView();
        }
        again.setStatus(HttpStatus.OK);
        return again;
    }
}
