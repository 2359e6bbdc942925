package lethe.operator.newsletters;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import lethe.messaging.issues.InNewsletter;
import lethe.messaging.issues.Issue;
import lethe.messaging.issues.IssueForm;
import lethe.messaging.issues.Preview;
import lethe.operator.newsletters.OperatorIssueApi.Recipient;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.Page;
import lethe.signin.sessions.OperatorSessions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Like the pages of an organisation's issues, for the operator's newsletters, which go to all organisations. */
@Controller
@RequestMapping("/operator/newsletters/{id}/issues")
class OperatorIssuePages {
    private final OperatorSessions operators;
    private final OperatorIssues issues;
    private final Preview preview;

    OperatorIssuePages(OperatorSessions operators, OperatorIssues issues, Preview preview) {
        this.operators = operators;
        this.issues = issues;
        this.preview = preview;
    }

    @GetMapping
    String list(
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable NewsletterId id,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        return operators.pageOrClosed(request, response, operator -> {
            var page = issues.list(operator, id, Page.after(after), Page.LIMIT);
            preview.show(page.newsletter(), model);
            model.addAttribute("issues", page.found());
            model.addAttribute("first", after == null);
            return "mailings/list";
        });
    }

    @GetMapping("/new")
    String blank(HttpServletRequest request, HttpServletResponse response, @PathVariable NewsletterId id, Model model) {
        return operators.pageOrClosed(request, response, operator -> {
            preview.show(issues.newsletter(operator, id), model);
            return "mailings/write";
        });
    }

    @PostMapping("/new")
    String write(
            HttpServletRequest request,
            @PathVariable NewsletterId id,
            IssueForm form,
            @RequestParam(required = false) @Nullable String repeatKey,
            Locale language,
            Model model) {
        var operator = operators.need(request);
        if (form.isToLookAt()) {
            var newsletter = preview.show(issues.newsletter(operator, id), model);
            return preview.show(newsletter, form.form(), language, model);
        }
        var written = issues.write(operator, id, form.form(), language.getLanguage(), repeatKey)
                .issue();
        return page(id, written.number()) + "?done=issue-drafted";
    }

    @GetMapping({"/{number}", "/{number}/test", "/{number}/pause"})
    String one(
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable NewsletterId id,
            @PathVariable int number,
            Model model) {
        return operators.pageOrClosed(request, response, operator -> {
            showIssue(operator, id, number, model);
            return "mailings/one";
        });
    }

    @GetMapping("/{number}/edit")
    String edit(
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable NewsletterId id,
            @PathVariable int number,
            Model model) {
        return operators.pageOrClosed(
                request,
                response,
                operator ->
                        showIssue(operator, id, number, model).found().isDraft() ? "mailings/write" : page(id, number));
    }

    @PostMapping("/{number}/edit")
    String change(
            HttpServletRequest request,
            @PathVariable NewsletterId id,
            @PathVariable int number,
            IssueForm form,
            Locale language,
            Model model) {
        var operator = operators.need(request);
        if (form.isToLookAt()) {
            var shown = showIssue(operator, id, number, model);
            return preview.show(shown.newsletter(), form.form(), language, model);
        }
        issues.change(operator, id, number, form.form(), language.getLanguage());
        return page(id, number) + "?done=issue-saved";
    }

    @GetMapping("/{number}/sending")
    String sending(
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable NewsletterId id,
            @PathVariable int number,
            Model model) {
        return operators.pageOrClosed(
                request,
                response,
                operator -> showIssue(operator, id, number, model).found().isDraft()
                        ? "mailings/sending"
                        : page(id, number));
    }

    @PostMapping("/{number}/sending")
    String send(HttpServletRequest request, @PathVariable NewsletterId id, @PathVariable int number) {
        var operator = operators.need(request);
        issues.send(operator, id, number);
        return page(id, number) + "?done=issue-sending";
    }

    @PostMapping("/{number}/test")
    String test(
            HttpServletRequest request,
            @PathVariable NewsletterId id,
            @PathVariable int number,
            Recipient form,
            Locale language) {
        var operator = operators.need(request);
        issues.test(operator, id, number, form.email(), language);
        return page(id, number) + "?done=issue-test-sent";
    }

    @PostMapping("/{number}/pause")
    String pause(HttpServletRequest request, @PathVariable NewsletterId id, @PathVariable int number) {
        var operator = operators.need(request);
        issues.pause(operator, id, number);
        return page(id, number) + "?done=issue-paused";
    }

    private InNewsletter<Issue> showIssue(Actor operator, NewsletterId id, int number, Model model) {
        return preview.show(issues.get(operator, id, number), model);
    }

    private static String page(NewsletterId id, int number) {
        return "redirect:/operator/newsletters/" + id + "/issues/" + number;
    }
}
