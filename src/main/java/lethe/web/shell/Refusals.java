package lethe.web.shell;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** Converts exceptions to responses: from handlers and, through the error page, from the server. */
@Controller
@ControllerAdvice
class Refusals implements ErrorController {
    private final Problems problems;
    private final RefusedPages pages;

    Refusals(Problems problems, RefusedPages pages) {
        this.problems = problems;
        this.pages = pages;
    }

    @ExceptionHandler
    ModelAndView answer(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (thrown instanceof AsyncRequestNotUsableException) {
            return new ModelAndView();
        } else if (response.isCommitted()) {
            // Problems breaks off the response: ending it here would make it look complete.
            throw thrown;
        }
        var failure = problems.logged(request, ProblemDetails.of(thrown), thrown);
        // Set early: if rendering fails, the server would otherwise answer 200.
        response.setStatus(failure.status());
        var again = pages.formAgain(problems.problem(request, failure), request, response);
        if (again == null) {
            problems.write(request, response, failure, Problems.isForClients(request));
            return new ModelAndView();
        } else {
            failure.setHeaders(response);
            return again;
        }
    }

    /** Errors outside handlers: requests refused by the server, or bugs in filters. */
    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        var status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var failure = thrown == null
                ? ProblemDetails.status(Optional.ofNullable(status).orElse(404))
                : problems.logged(request, ProblemDetails.of(thrown), thrown);
        response.setStatus(failure.status());
        problems.write(request, response, failure, wasForClients(request));
    }

    private static boolean wasForClients(HttpServletRequest request) {
        var asked = (String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return asked != null && Problems.isForClients(within(request.getContextPath(), asked));
    }

    /** The original path as the server saw it may contain base path and organisation; both are removed. */
    private static String within(String path, String asked) {
        var own = asked.startsWith(path + "/") ? asked.substring(path.length()) : asked;
        return own.replaceFirst("^/o/[a-z0-9-]{1,60}(?=/)", "");
    }
}
