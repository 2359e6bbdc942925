package lethe.web.shell;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/** What the shell does with a problem; declared here, so that refusals need not know how pages are made. */
public interface ProblemPages {
    /** The preferred support channel; null where none is named. */
    @Nullable
    String support(HttpServletRequest request);

    /** Writes a page that says what it means, what to do and whom to ask. */
    void show(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException;

    /** The form that was refused, with what was typed and what is wrong; null where there was none. */
    @Nullable
    ModelAndView formAgain(Problem problem, HttpServletRequest request, HttpServletResponse response) throws Exception;
}
