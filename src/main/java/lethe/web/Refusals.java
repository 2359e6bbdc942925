package lethe.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** The one place where exceptions become answers: those of handlers, and by the error page those of the server. */
@Controller
@ControllerAdvice
class Refusals implements ErrorController {
    private final Problems problems;
    private final FailedForms forms;

    Refusals(Problems problems, FailedForms forms) {
        this.problems = problems;
        this.forms = forms;
    }

    @ExceptionHandler
    @Nullable
    ModelAndView answer(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted() || thrown instanceof AsyncRequestNotUsableException) {
            return new ModelAndView();
        }
        var failure = problems.logged(request, Failure.of(thrown), thrown);
        var again = forms.again(request, response, problems.problem(request, failure));
        if (again.isEmpty()) {
            problems.write(request, response, failure);
        } else {
            failure.setHeaders(response);
        }
        return again.orElseGet(ModelAndView::new);
    }

    /** What no handler saw: a request the server itself refused, or a fault in a filter. */
    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        var status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var failure = thrown == null
                ? Failure.status(Optional.ofNullable(status).orElse(404))
                : problems.logged(request, Failure.of(thrown), thrown);
        problems.write(asked(request), response, failure);
    }

    /** The request as it was before the server sent it on to the error page. */
    private static HttpServletRequest asked(HttpServletRequest request) {
        var address = (String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return address == null ? request : new Readdressed(request, request.getMethod(), address);
    }
}
