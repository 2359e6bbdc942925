package lethe.privacy.retention;

import java.util.List;
import java.util.Objects;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.requests.RequiresPermission;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Shows and changes retention periods, and shows what will be deleted next. */
@Controller
class RetentionPages {
    private final RetentionPolicy limits;

    RetentionPages(RetentionPolicy limits) {
        this.limits = limits;
    }

    /** The form: all periods, in the order in which the page shows them. */
    record Typed(@Nullable List<Row> limits, @Nullable Long version) {
        LimitsForm form() {
            var rows = Objects.requireNonNullElse(limits, List.<Row>of());
            return new LimitsForm(rows.stream().map(Row::change).toList(), version);
        }
    }

    record Row(@Nullable DataCategory kind, @Nullable String amount) {
        private static final int NONE = -1;

        /** Input that is not a number becomes a value outside every range. */
        LimitsForm.Change change() {
            var typed = amount == null ? "" : amount.strip();
            return new LimitsForm.Change(kind, typed.matches("\\d{1,6}") ? Integer.parseInt(typed) : NONE);
        }
    }

    @GetMapping("/organisation/retention")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    String page(Actor actor, Model model) {
        model.addAttribute("view", limits.view(actor));
        return "retention/retention";
    }

    @PostMapping("/organisation/retention")
    @RequiresPermission(Permission.MANAGE_ORGANISATION)
    String change(Actor actor, Typed typed) {
        limits.change(actor, typed.form());
        return "redirect:/organisation/retention?done=limits-saved";
    }
}
