package lethe.identity.users;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.messaging.mail.MailQueue;
import lethe.messaging.mail.Undelivered;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.RequiresPermission;
import lethe.platform.usage.Usage;
import lethe.privacy.consent.UserStatistics;
import lethe.privacy.retention.RetentionPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finds users, and shows one. */
@Controller
class UserPages {
    private static final List<String> MAILS_TO_INVITED = List.of("invitation", "suspension");
    private static final List<String> MAILS_TO_OTHERS = List.of("suspension");
    private final Users users;
    private final AssignmentRules rules;
    private final Roles roles;
    private final MailQueue mailQueue;
    private final Undelivered undelivered;
    private final RetentionPolicy retention;
    private final UserStatistics statistics;
    private final Usage usage;

    UserPages(
            Users users,
            AssignmentRules rules,
            Roles roles,
            MailQueue mailQueue,
            Undelivered undelivered,
            RetentionPolicy retention,
            UserStatistics statistics,
            Usage usage) {
        this.users = users;
        this.rules = rules;
        this.roles = roles;
        this.mailQueue = mailQueue;
        this.undelivered = undelivered;
        this.retention = retention;
        this.statistics = statistics;
        this.usage = usage;
    }

    /** Also reached by {@code GET /users/search}, so that a refused search can be shown again with its errors. */
    @GetMapping({"/users", "/users/search"})
    @RequiresPermission(Permission.MANAGE_USERS)
    String list(
            Actor actor,
            @RequestParam(required = false) @Nullable UserStatus status,
            @RequestParam(required = false) @Nullable UserType type,
            @RequestParam(required = false) @Nullable RoleId roleId,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var role = roleId == null ? null : roleId.toString();
        var search = new UserSearch(null, status, type, role, after);
        return show(actor, search, users.list(actor, search.filter()), model);
    }

    /** Renders the list instead of redirecting, since the text must not appear in a URL; filters may. */
    @PostMapping("/users/search")
    @RequiresPermission(Permission.MANAGE_USERS)
    String search(Actor actor, UserSearch search, Model model) {
        if (search.text().isEmpty()) {
            return "redirect:" + search.address();
        }
        var found = search.isForEmail() ? lookUp(actor, search.text()) : users.list(actor, search.filter());
        usage.count(UserApi.SEARCHING, actor.self().lowBits());
        return show(actor, search, found, model);
    }

    @GetMapping("/users/{id}")
    @RequiresPermission(any = {Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG})
    String one(Actor actor, @PathVariable UserId id, Model model) {
        var user = users.get(actor, id);
        usage.count(UserApi.READING, actor.self().lowBits());
        return switch (user) {
            case SeenUser seen -> present(actor, seen, model);
            case User.Former former -> former(actor, former, model);
        };
    }

    private Page<User> lookUp(Actor actor, String email) {
        if (EmailAddress.parse(email).isEmpty()) {
            throw Invalid.field("query", "email");
        }
        return new Page<>(
                users.lookUp(actor, email).<User>map(SeenUser::user).stream().toList(), null);
    }

    private String show(Actor actor, UserSearch search, Page<User> found, Model model) {
        model.addAttribute("search", search);
        model.addAttribute("users", found);
        model.addAttribute("roles", Role.options(roles.choice(actor)));
        model.addAttribute(
                "ending",
                search.narrows()
                        ? 0
                        : retention
                                .coming(actor, DataCategory.UNUSED_INVITATION)
                                .soon());
        model.addAttribute("ended", statistics.ended(actor));
        model.addAttribute("alone", !search.narrows() && found.items().size() == 1 && search.after() == null);
        return "users/list";
    }

    private String present(Actor actor, SeenUser seen, Model model) {
        var user = seen.user();
        var role = roles.find(actor, user.roleId()).orElseThrow(NotFound::new);
        model.addAttribute("user", user);
        model.addAttribute("seen", seen);
        model.addAttribute("role", role);
        model.addAttribute("self", actor.is(user.id()));
        model.addAttribute("managed", rules.mayManage(actor, user.type(), role));
        model.addAttribute("names", users.names(actor, peopleIn(seen)));
        model.addAttribute("mail", mailQueue.isOffered());
        model.addAttribute("undelivered", undelivered(actor, user));
        model.addAttribute("ends", retention.of(DataCategory.UNUSED_INVITATION).end(user.createdAt()));
        return "users/present";
    }

    /** An invitation matters only until the user has signed in. */
    private List<Undelivered.Note> undelivered(Actor actor, User.Present user) {
        var kinds = user.status() == UserStatus.INVITED ? MAILS_TO_INVITED : MAILS_TO_OTHERS;
        return actor.may(Permission.MANAGE_USERS) ? undelivered.of(actor, user.id(), kinds) : List.of();
    }

    private String former(Actor actor, User.Former user, Model model) {
        model.addAttribute("user", user);
        model.addAttribute("backupHorizon", retention.backupHorizon());
        model.addAttribute(
                "names",
                users.names(actor, Stream.ofNullable(user.terminatedBy()).toList()));
        return "users/former";
    }

    private static List<UserId> peopleIn(SeenUser seen) {
        var attested = seen.consent();
        var own = seen.ownConsent();
        return Stream.of(
                        seen.user().createdBy(),
                        attested == null ? null : attested.attestedBy(),
                        own == null ? null : own.handedOverBy())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
