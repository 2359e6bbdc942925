package lethe.operator.newsletters;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import lethe.messaging.newsletters.NewNewsletter;
import lethe.messaging.newsletters.Newsletter;
import lethe.messaging.newsletters.NewsletterChange;
import lethe.messaging.newsletters.NewsletterSection;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.Page;
import lethe.signin.sessions.OperatorSessions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Pages of the operator's newsletters. About subscribers they show only the total number over all organisations. */
@Controller
@RequestMapping("/operator/newsletters")
class OperatorNewsletterPages {
    private final OperatorSessions operators;
    private final OperatorNewsletters newsletters;
    private final ObjectProvider<NewsletterSection> sections;

    OperatorNewsletterPages(
            OperatorSessions operators, OperatorNewsletters newsletters, ObjectProvider<NewsletterSection> sections) {
        this.operators = operators;
        this.newsletters = newsletters;
        this.sections = sections;
    }

    @ModelAttribute("operator")
    boolean operator() {
        return true;
    }

    @GetMapping
    String list(HttpServletRequest request, HttpServletResponse response, Model model) {
        return operators.pageOrClosed(request, response, operator -> {
            model.addAttribute("newsletters", new Page<>(newsletters.list(operator), null));
            model.addAttribute("first", true);
            return "newsletters/list";
        });
    }

    @GetMapping("/new")
    String blank(HttpServletRequest request, HttpServletResponse response) {
        return operators.pageOrClosed(request, response, operator -> "newsletters/new");
    }

    @PostMapping("/new")
    String create(
            HttpServletRequest request,
            NewNewsletter form,
            @RequestParam(required = false) @Nullable String repeatKey) {
        var operator = operators.need(request);
        return backTo(newsletters.create(operator, form, repeatKey).newsletter().id(), "newsletter-created");
    }

    @GetMapping("/{id}")
    String one(HttpServletRequest request, HttpServletResponse response, @PathVariable String id, Model model) {
        return page(request, response, id, model, "newsletters/one");
    }

    @GetMapping("/{id}/edit")
    String edit(HttpServletRequest request, HttpServletResponse response, @PathVariable String id, Model model) {
        return page(request, response, id, model, "newsletters/edit");
    }

    @PostMapping("/{id}/edit")
    String change(HttpServletRequest request, @PathVariable String id, NewsletterChange form) {
        var operator = operators.need(request);
        var changed = newsletters.change(operator, OperatorNewsletters.id(id), form);
        return backTo(changed.id(), "newsletter-changed");
    }

    @GetMapping("/{id}/deletion")
    String deletion(HttpServletRequest request, HttpServletResponse response, @PathVariable String id, Model model) {
        return page(request, response, id, model, "newsletters/deletion");
    }

    @PostMapping("/{id}/deletion")
    String delete(HttpServletRequest request, @PathVariable String id) {
        var operator = operators.need(request);
        newsletters.delete(operator, OperatorNewsletters.id(id));
        return "redirect:/operator/newsletters?done=newsletter-deleted";
    }

    private String page(HttpServletRequest request, HttpServletResponse response, String id, Model model, String page) {
        return operators.pageOrClosed(request, response, operator -> {
            var newsletter = newsletters.get(operator, OperatorNewsletters.id(id));
            model.addAttribute("newsletter", newsletter);
            model.addAttribute("subscribed", newsletters.subscribed(operator, newsletter.id()));
            model.addAttribute("parts", parts(operator, newsletter));
            return page;
        });
    }

    private List<NewsletterSection.Part> parts(Actor operator, Newsletter newsletter) {
        return sections.orderedStream()
                .flatMap(section -> section.of(operator, newsletter).stream())
                .toList();
    }

    private static String backTo(NewsletterId id, String done) {
        return "redirect:/operator/newsletters/" + id + "?done=" + done;
    }
}
