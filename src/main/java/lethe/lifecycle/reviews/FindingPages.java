package lethe.lifecycle.reviews;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.lifecycle.reviews.AccessFindings.Count;
import lethe.lifecycle.reviews.Review.Act;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.RequiresPermission;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of findings, on which users choose whom to review; {@link ReviewPages} has the steps that follow. */
@Controller
class FindingPages {
    private final AccessFindings findings;
    private final ReviewPlanning planning;
    private final Roles roles;

    FindingPages(AccessFindings findings, ReviewPlanning planning, Roles roles) {
        this.findings = findings;
        this.planning = planning;
        this.roles = roles;
    }

    /** The form on the page of findings. */
    record Choice(
            @Nullable Finding finding,
            @Nullable Integer months,
            @Nullable UserType type,
            @Nullable String roleId,
            @Nullable Boolean everybody,
            @Nullable List<String> people,
            @Nullable Act act) {
        ReviewPlan plan() {
            var chosen = Objects.requireNonNullElse(people, List.<String>of()).stream()
                    .flatMap(person -> UserId.parse(person).stream())
                    .toList();
            return new ReviewPlan(
                    finding, months, type, ReviewPages.role(roleId).orElse(null), everybody, chosen, act);
        }
    }

    @GetMapping("/users/review")
    @RequiresPermission(Permission.MANAGE_USERS)
    String found(
            Actor actor,
            @RequestParam(required = false) @Nullable Finding finding,
            @RequestParam(required = false) @Nullable Integer months,
            @RequestParam(required = false) @Nullable UserType type,
            @RequestParam(required = false) @Nullable String roleId,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var counts = findings.counts(actor, FindingFilter.months(months));
        var shown = Optional.ofNullable(finding).orElseGet(() -> first(counts));
        var filter = new FindingFilter(
                shown,
                FindingFilter.months(months),
                type,
                ReviewPages.role(roleId).orElse(null));
        var cursor = after == null || after.isEmpty() ? null : after;
        model.addAttribute("filter", filter);
        model.addAttribute("counts", counts);
        model.addAttribute("found", findings.list(actor, filter, Page.after(cursor), Page.TALL));
        model.addAttribute("first", cursor == null);
        model.addAttribute("roles", Role.options(roles.choice(actor)));
        return "accessreview/found";
    }

    @PostMapping("/users/review")
    @RequiresPermission(Permission.MANAGE_USERS)
    String plan(Actor actor, Choice choice, @RequestParam(required = false) @Nullable String repeatKey) {
        return ReviewPages.REVIEWS
                + planning.plan(actor, choice.plan(), repeatKey).review().id();
    }

    /** The first finding that applies to any user. */
    private static Finding first(List<Count> counts) {
        return counts.stream()
                .filter(count -> count.people() > 0)
                .map(Count::finding)
                .findFirst()
                .orElse(Finding.NEVER_SIGNED_IN);
    }
}
