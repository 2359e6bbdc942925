package lethe.privacy.notices;

import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import lethe.privacy.notices.Notice.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Writing, comparing and publishing notices. */
@Controller
@RequestMapping("/organisation/notices")
class DraftPages {
    private static final String NOTICES = "/organisation/notices";
    private final Notices notices;
    private final Drafts drafts;

    DraftPages(Notices notices, Drafts drafts) {
        this.notices = notices;
        this.drafts = drafts;
    }

    /**
     * @param was fingerprint of the draft when it was opened
     * @param preview present if the preview button was pressed; a preview stores nothing
     */
    record Typed(
            NewNotice.@Nullable Texts texts,
            @Nullable String was,
            @Nullable String preview) {
        NewNotice words() {
            return NewNotice.typed(texts);
        }

        boolean isPreview() {
            return preview != null;
        }
    }

    /** @param start {@code at-once} or {@code date}; required */
    record Publication(
            @Nullable String start,
            @Nullable String from,
            @Nullable String was) {
        EffectiveDate chosen() {
            var dated = "date".equals(start);
            if (!dated && !"at-once".equals(start)) {
                throw Invalid.field("start", "required");
            } else if (dated && (from == null || from.isBlank())) {
                throw Invalid.field("from", "required");
            }
            return EffectiveDate.of(dated ? from : null);
        }
    }

    @GetMapping
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    String list(Actor actor, @RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("notices", notices.list(actor, Page.after(after), Page.LIMIT));
        model.addAttribute("first", after == null);
        return "notices/list";
    }

    /** Starts with the wording in force. */
    @GetMapping("/new")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    String blank(Model model) {
        return write(null, NoticeText.of(notices.current()), null, model);
    }

    @PostMapping("/new")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    String write(Actor actor, Typed form, @RequestParam(required = false) @Nullable String repeatKey, Model model) {
        if (form.isPreview()) {
            return write(null, NoticeText.of(form.texts()), form, model);
        } else {
            var draft = drafts.write(actor, form.words(), repeatKey).notice();
            return "redirect:" + NOTICES + "/" + draft.version() + "?done=notice-drafted";
        }
    }

    @GetMapping("/{version}")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    String one(Actor actor, @PathVariable int version, Model model) {
        showWithChange(actor, version, model);
        return "notices/one";
    }

    @GetMapping("/{version}/edit")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    String edit(Actor actor, @PathVariable int version, Model model) {
        var notice = notices.get(actor, version);
        return notice.status() == Status.DRAFT
                ? write(notice, NoticeText.of(notice), null, model)
                : "redirect:" + NOTICES + "/" + version;
    }

    @PostMapping("/{version}/edit")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    String change(Actor actor, @PathVariable int version, Typed form, Model model) {
        if (form.isPreview()) {
            return write(notices.get(actor, version), NoticeText.of(form.texts()), form, model);
        } else {
            drafts.change(actor, version, form.words(), form.was());
            return "redirect:" + NOTICES + "/" + version + "?done=notice-saved";
        }
    }

    @GetMapping("/{version}/publication")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    String publication(Actor actor, @PathVariable int version, Model model) {
        var notice = showWithChange(actor, version, model);
        model.addAttribute("toBeAsked", drafts.toBeAsked(actor));
        model.addAttribute("overtaker", drafts.overtaker(actor, version));
        return notice.status() == Status.DRAFT ? "notices/publication" : "redirect:" + NOTICES + "/" + version;
    }

    @PostMapping("/{version}/publication")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    String publish(Actor actor, @PathVariable int version, Publication form) {
        var published = drafts.publish(actor, version, form.chosen(), form.was());
        var done = published.status() == Status.SCHEDULED ? "notice-scheduled" : "notice-published";
        return "redirect:" + NOTICES + "/" + version + "?done=" + done;
    }

    private Notice showWithChange(Actor actor, int version, Model model) {
        var notice = notices.get(actor, version);
        var before = drafts.before(actor, version);
        model.addAttribute("notice", notice);
        model.addAttribute("change", before == null ? null : NoticeDiff.between(before, notice));
        return notice;
    }

    /** @param previewed the form that requested the preview; absent when the page is opened */
    private static String write(@Nullable Notice draft, NoticeText words, @Nullable Typed previewed, Model model) {
        model.addAttribute("draft", draft);
        model.addAttribute("words", words);
        model.addAttribute("preview", previewed != null);
        model.addAttribute("was", previewed == null ? fingerprint(draft) : previewed.was());
        return "notices/write";
    }

    private static @Nullable String fingerprint(@Nullable Notice draft) {
        return draft == null ? null : draft.fingerprint();
    }
}
