package lethe.messaging.newsletters;

import java.util.List;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
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

/** Pages of the organisation's newsletters; they also show the operator's, read-only. */
@Controller
@RequestMapping("/newsletters")
class NewsletterPages {
    private final Newsletters newsletters;
    private final ObjectProvider<NewsletterSection> sections;

    NewsletterPages(Newsletters newsletters, ObjectProvider<NewsletterSection> sections) {
        this.newsletters = newsletters;
        this.sections = sections;
    }

    @ModelAttribute("operator")
    boolean operator() {
        return false;
    }

    @GetMapping
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String list(@RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("newsletters", newsletters.list(Page.after(after), Page.LIMIT));
        model.addAttribute("first", after == null);
        return "newsletters/list";
    }

    @GetMapping("/new")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String blank() {
        return "newsletters/new";
    }

    @PostMapping("/new")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String create(Actor actor, NewNewsletter form, @RequestParam(required = false) @Nullable String repeatKey) {
        return backTo(newsletters.create(actor, form, repeatKey).newsletter().id(), "newsletter-created");
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String one(Actor actor, @PathVariable NewsletterId id, Model model) {
        var newsletter = newsletters.get(id);
        model.addAttribute("newsletter", newsletter);
        model.addAttribute("parts", parts(actor, newsletter));
        if (newsletter.isOf(Newsletter.Publisher.ORGANISATION)) {
            model.addAttribute("subscribed", newsletters.subscribed(actor, id));
        }
        return "newsletters/one";
    }

    @GetMapping("/{id}/edit")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String edit(Actor actor, @PathVariable NewsletterId id, Model model) {
        return own(actor, id, model, "newsletters/edit");
    }

    @PostMapping("/{id}/edit")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String change(Actor actor, @PathVariable NewsletterId id, NewsletterChange form) {
        newsletters.change(actor, id, form);
        return backTo(id, "newsletter-changed");
    }

    @GetMapping("/{id}/deletion")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String deletion(Actor actor, @PathVariable NewsletterId id, Model model) {
        return own(actor, id, model, "newsletters/deletion");
    }

    @PostMapping("/{id}/deletion")
    @RequiresPermission(Permission.SEND_NEWSLETTERS)
    String delete(Actor actor, @PathVariable NewsletterId id) {
        newsletters.delete(actor, id);
        return "redirect:/newsletters?done=newsletter-deleted";
    }

    private String own(Actor actor, NewsletterId id, Model model, String page) {
        model.addAttribute("newsletter", newsletters.getOwn(id));
        model.addAttribute("subscribed", newsletters.subscribed(actor, id));
        return page;
    }

    private List<NewsletterSection.Part> parts(Actor actor, Newsletter newsletter) {
        return sections.orderedStream()
                .flatMap(section -> section.of(actor, newsletter).stream())
                .toList();
    }

    private static String backTo(NewsletterId id, String done) {
        return "redirect:/newsletters/" + id + "?done=" + done;
    }
}
