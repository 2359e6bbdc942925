package lethe.messaging.issues;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import lethe.messaging.mail.MailQueue;
import lethe.messaging.newsletters.Newsletter;
import lethe.messaging.newsletters.NewsletterSection.Part;
import lethe.platform.formats.Markdown;
import lethe.platform.kernel.Page;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Shows an issue as recipients will read it. */
@Component
public class Preview {
    private static final int LATEST = 5;
    private final Composition composition;
    private final MailQueue mailQueue;
    private final int perMinute;

    Preview(Composition composition, MailQueue mailQueue, @Value("${lethe.newsletters-per-minute:600}") int perMinute) {
        this.composition = composition;
        this.mailQueue = mailQueue;
        this.perMinute = perMinute;
    }

    /**
     * @param html the text only, sanitised
     * @param plain the whole mail
     */
    public record Shown(String subject, String html, String plain) {}

    /** The latest issues of a newsletter, as a part of its page. */
    public static Part latest(Newsletter newsletter, IntFunction<Page<Issue>> list) {
        var found = list.apply(LATEST).items();
        return new Part("mailings/section", Map.of("newsletter", newsletter, "issues", found));
    }

    /** Adds the newsletter of a page's issues, and how mail is sent, to the model. */
    public Newsletter show(Newsletter newsletter, Model model) {
        model.addAttribute("newsletter", newsletter);
        model.addAttribute("mailOffered", mailQueue.isOffered());
        model.addAttribute("perMinute", perMinute);
        return newsletter;
    }

    /** Adds one issue, as recipients will read it. */
    public InNewsletter<Issue> show(InNewsletter<Issue> one, Model model) {
        var newsletter = show(one.newsletter(), model);
        var issue = one.found();
        model.addAttribute("issue", issue);
        model.addAttribute("shown", shown(newsletter, issue.locale(), issue.subject(), issue.markdown()));
        return one;
    }

    /** Adds a preview of an unsaved issue; stores nothing. */
    public String show(Newsletter newsletter, NewIssue typed, Locale spoken, Model model) {
        model.addAttribute("typed", typed);
        model.addAttribute("preview", of(newsletter, typed, spoken));
        return "mailings/write";
    }

    private Shown of(Newsletter newsletter, NewIssue typed, Locale spoken) {
        var language = Objects.requireNonNullElse(typed.language(), spoken.getLanguage());
        return shown(
                newsletter,
                Locale.of("de".equals(language) ? "de" : "en"),
                Objects.requireNonNullElse(typed.subject(), ""),
                Objects.requireNonNullElse(typed.markdown(), "").replace("\r\n", "\n"));
    }

    private Shown shown(Newsletter newsletter, Locale language, String subject, String markdown) {
        var sheet = Composition.sheet(newsletter, language, subject, markdown);
        return new Shown(
                subject,
                Markdown.htmlOfMail(markdown),
                composition.test(sheet, composition.sample(sheet, "")).text());
    }
}
