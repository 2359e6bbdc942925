package lethe.messaging.issues;

import java.util.Locale;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Pages to write, preview and send an issue, and to follow its progress. */
@Controller
@RequestMapping("/newsletters/{id}/issues")
class IssuePages {
    private final Issues issues;
    private final IssueSending sending;
    private final Preview preview;

    IssuePages(Issues issues, IssueSending sending, Preview preview) {
        this.issues = issues;
        this.sending = sending;
        this.preview = preview;
    }

    @GetMapping
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String list(
            Actor actor,
            @PathVariable NewsletterId id,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var page = issues.list(actor, id, Page.after(after), Page.LIMIT);
        preview.show(page.newsletter(), model);
        model.addAttribute("issues", page.found());
        model.addAttribute("first", after == null);
        return "mailings/list";
    }

    @GetMapping("/new")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String blank(Actor actor, @PathVariable NewsletterId id, Model model) {
        preview.show(issues.newsletter(actor, id), model);
        return "mailings/write";
    }

    @PostMapping("/new")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String write(
            Actor actor,
            @PathVariable NewsletterId id,
            IssueForm form,
            @RequestParam(required = false) @Nullable String repeatKey,
            Locale language,
            Model model) {
        if (form.isToLookAt()) {
            var newsletter = preview.show(issues.newsletter(actor, id), model);
            return preview.show(newsletter, form.form(), language, model);
        }
        var written = issues.write(actor, id, form.form(), language.getLanguage(), repeatKey)
                .issue();
        return page(id, written.number()) + "?done=issue-drafted";
    }

    @GetMapping("/{number}")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String one(Actor actor, @PathVariable NewsletterId id, @PathVariable int number, Model model) {
        showIssue(actor, id, number, model);
        return "mailings/one";
    }

    @GetMapping("/{number}/edit")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String edit(Actor actor, @PathVariable NewsletterId id, @PathVariable int number, Model model) {
        return showIssue(actor, id, number, model).found().isDraft() ? "mailings/write" : page(id, number);
    }

    @PostMapping("/{number}/edit")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String change(
            Actor actor,
            @PathVariable NewsletterId id,
            @PathVariable int number,
            IssueForm form,
            Locale language,
            Model model) {
        if (form.isToLookAt()) {
            var shown = showIssue(actor, id, number, model);
            return preview.show(shown.newsletter(), form.form(), language, model);
        }
        issues.change(actor, id, number, form.form(), language.getLanguage());
        return page(id, number) + "?done=issue-saved";
    }

    @GetMapping("/{number}/sending")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String sending(Actor actor, @PathVariable NewsletterId id, @PathVariable int number, Model model) {
        return showIssue(actor, id, number, model).found().isDraft() ? "mailings/sending" : page(id, number);
    }

    @PostMapping("/{number}/sending")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String send(Actor actor, @PathVariable NewsletterId id, @PathVariable int number) {
        sending.send(actor, id, number);
        return page(id, number) + "?done=issue-sending";
    }

    @PostMapping("/{number}/test")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String test(Actor actor, @PathVariable NewsletterId id, @PathVariable int number, Locale language) {
        sending.test(actor, id, number, language);
        return page(id, number) + "?done=issue-tested";
    }

    @PostMapping("/{number}/pause")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String pause(Actor actor, @PathVariable NewsletterId id, @PathVariable int number) {
        sending.pause(actor, id, number);
        return page(id, number) + "?done=issue-paused";
    }

    @GetMapping({"/{number}/test", "/{number}/pause"})
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String back(@PathVariable NewsletterId id, @PathVariable int number) {
        return page(id, number);
    }

    private InNewsletter<Issue> showIssue(Actor actor, NewsletterId id, int number, Model model) {
        return preview.show(issues.get(actor, id, number), model);
    }

    private static String page(NewsletterId id, int number) {
        return "redirect:/newsletters/" + id + "/issues/" + number;
    }
}
