package lethe.identity.users;

import java.util.Locale;
import java.util.Objects;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserType;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.requests.RequiresPermission;
import lethe.platform.usage.Usage;
import lethe.privacy.consent.AttestationForm;
import lethe.privacy.notices.Notices;
import lethe.privacy.retention.RetentionPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Creates a user. The page points out Art. 7, and shows the temporary password once. */
@Controller
class CreationPages {
    private final UserCreation creation;
    private final AssignmentRules rules;
    private final Roles roles;
    private final Notices notices;
    private final RetentionPolicy retention;
    private final Usage usage;

    CreationPages(
            UserCreation creation,
            AssignmentRules rules,
            Roles roles,
            Notices notices,
            RetentionPolicy retention,
            Usage usage) {
        this.creation = creation;
        this.rules = rules;
        this.roles = roles;
        this.notices = notices;
        this.retention = retention;
        this.usage = usage;
    }

    /**
     * @param password who chooses the temporary password
     * @param repeatKey idempotency key of the form: sent twice, it creates one user
     */
    record CreationForm(
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            @Nullable UserType type,
            @Nullable String roleId,
            @Nullable Chosen password,
            @Nullable String temporaryPassword,
            @Nullable AttestationForm consent,
            @Nullable String repeatKey) {
        enum Chosen {
            GENERATED,
            OWN
        }

        NewUser newUser() {
            var role = RoleId.parse(Objects.requireNonNullElse(roleId, ""));
            var own = password == Chosen.OWN ? Objects.requireNonNullElse(temporaryPassword, "") : null;
            return new NewUser(firstName, lastName, email, type, role.orElse(null), consent, own);
        }
    }

    @GetMapping("/users/new")
    @RequiresPermission(Permission.MANAGE_USERS)
    String form(Actor actor, Model model) {
        model.addAttribute("types", rules.types(actor));
        model.addAttribute("roles", Role.options(rules.roles(actor, roles.choice(actor))));
        model.addAttribute("notice", notices.current());
        model.addAttribute("days", retention.of(DataCategory.FIRST_SECRET).amount());
        return "users/new";
    }

    /** No redirect: the temporary password is only in this response. */
    @PostMapping("/users/new")
    @RequiresPermission(Permission.MANAGE_USERS)
    String create(Actor actor, CreationForm form, Locale language, Model model) {
        var created = creation.create(actor, form.newUser(), language.getLanguage(), form.repeatKey());
        usage.count(UserApi.CREATING, actor.self().lowBits());
        model.addAttribute("shown", created.user());
        model.addAttribute("replayed", created.replayed());
        model.addAttribute("invited", created.invited());
        return "users/created";
    }
}
