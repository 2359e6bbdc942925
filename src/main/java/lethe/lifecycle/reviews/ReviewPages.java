package lethe.lifecycle.reviews;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.identity.users.Users;
import lethe.lifecycle.reviews.ReviewedUser.Outcome;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.RequiresPermission;
import lethe.privacy.inventory.Holdings;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of an access review, from plan to result; users can leave and return at each step. */
@Controller
class ReviewPages {
    static final String REVIEWS = "redirect:/users/reviews/";
    private final Reviews reviews;
    private final ReviewStart starts;
    private final InvitationLinksFile links;
    private final ReceiptFiles receipts;
    private final AssignmentRules rules;
    private final Roles roles;
    private final Holdings holdings;
    private final Users users;

    ReviewPages(
            Reviews reviews,
            ReviewStart starts,
            InvitationLinksFile links,
            ReceiptFiles receipts,
            AssignmentRules rules,
            Roles roles,
            Holdings holdings,
            Users users) {
        this.reviews = reviews;
        this.starts = starts;
        this.links = links;
        this.receipts = receipts;
        this.rules = rules;
        this.roles = roles;
        this.holdings = holdings;
        this.users = users;
    }

    /** The form on the page of a planned review. */
    record Start(
            @Nullable UserType type,
            @Nullable String roleId,
            @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate accessUntil) {
        Assignment assignment() {
            return new Assignment(type, role(roleId).orElse(null), accessUntil);
        }
    }

    @GetMapping("/users/reviews")
    @RequiresPermission(Permission.MANAGE_USERS)
    String list(Actor actor, @RequestParam(required = false) @Nullable String after, Model model) {
        var found = reviews.list(actor, Page.after(after), Page.TALL);
        model.addAttribute("reviews", found);
        model.addAttribute(
                "names",
                users.names(actor, found.items().stream().map(Review::createdBy).toList()));
        model.addAttribute("first", after == null);
        return "accessreview/list";
    }

    /** Also serves the address at which a refused start is shown again. */
    @GetMapping({"/users/reviews/{id}", "/users/reviews/{id}/start"})
    @RequiresPermission(Permission.MANAGE_USERS)
    String one(
            Actor actor,
            @PathVariable ReviewId id,
            @RequestParam(required = false) @Nullable Outcome outcome,
            @RequestParam(required = false) @Nullable String after,
            Locale language,
            Model model) {
        var review = reviews.get(actor, id);
        var people = reviews.people(actor, id, outcome, Page.after(after), Page.LIMIT);
        model.addAttribute("one", review);
        model.addAttribute("people", people);
        model.addAttribute("names", namesOf(actor, people));
        model.addAttribute("outcome", outcome == null ? "" : outcome.name());
        model.addAttribute("first", after == null);
        if (review.status() == Review.Status.PLANNED) {
            model.addAttribute("fates", holdings.fatesOfAnybody());
            model.addAttribute("types", rules.types(actor));
            model.addAttribute("roles", Role.options(rules.roles(actor, roles.choice(actor))));
            model.addAttribute("mail", starts.isMailOffered());
        }
        return "accessreview/one";
    }

    @PostMapping("/users/reviews/{id}/start")
    @RequiresPermission(Permission.MANAGE_USERS)
    String start(Actor actor, @PathVariable ReviewId id, Start form, Locale language) {
        starts.start(actor, id, form.assignment(), language.getLanguage());
        return REVIEWS + id;
    }

    @PostMapping("/users/reviews/{id}/cancellation")
    @RequiresPermission(Permission.MANAGE_USERS)
    String cancel(Actor actor, @PathVariable ReviewId id) {
        reviews.cancel(actor, id);
        return REVIEWS + id + "?done=review-cancelled";
    }

    @GetMapping("/users/reviews/{id}/cancellation")
    @RequiresPermission(Permission.MANAGE_USERS)
    String back(@PathVariable ReviewId id) {
        return REVIEWS + id;
    }

    @GetMapping("/users/reviews/{id}/receipts")
    @RequiresPermission(Permission.MANAGE_USERS)
    void receipts(Actor actor, @PathVariable ReviewId id, HttpServletResponse response) throws IOException {
        ReviewApi.download(receipts, actor, id, response);
    }

    /** The response is the file; it can be downloaded once. */
    @PostMapping("/users/reviews/{id}/links")
    @RequiresPermission(Permission.MANAGE_USERS)
    void links(Actor actor, @PathVariable ReviewId id, HttpServletResponse response) throws IOException {
        links.take(actor, id);
        links.write(actor, id, CsvOutput.forPeople(response, ReviewApi.LINKS));
    }

    @GetMapping("/users/reviews/{id}/links")
    @RequiresPermission(Permission.MANAGE_USERS)
    String noLinks(@PathVariable ReviewId id) {
        return REVIEWS + id;
    }

    private Map<UserId, String> namesOf(Actor actor, Page<ReviewedUser> people) {
        return users.names(actor, people.items().stream().map(ReviewedUser::id).collect(Collectors.toSet()));
    }

    static Optional<RoleId> role(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(RoleId::parse);
    }
}
