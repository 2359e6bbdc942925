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

/** Creating a person, with the reminder of Art. 7 and the one sight of the temporary password. */
@Controller
class CreationPages {
    private final UserCreation admissions;
    private final AssignmentRules rights;
    private final Roles roles;
    private final Notices notices;
    private final RetentionPolicy limits;
    private final Usage usage;

    CreationPages(
            UserCreation admissions,
            AssignmentRules rights,
            Roles roles,
            Notices notices,
            RetentionPolicy limits,
            Usage usage) {
        this.admissions = admissions;
        this.rights = rights;
        this.roles = roles;
        this.notices = notices;
        this.limits = limits;
        this.usage = usage;
    }

    /**
     * @param password whose idea the temporary password is
     * @param repeatKey of the form that was shown: sent twice, it creates once
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
        model.addAttribute("types", rights.types(actor));
        model.addAttribute("roles", Role.options(rights.roles(actor, roles.choice(actor))));
        model.addAttribute("notice", notices.current());
        model.addAttribute("days", limits.of(DataCategory.FIRST_SECRET).amount());
        return "users/new";
    }

    /** No redirect: the temporary password is in this answer and nowhere else. */
    @PostMapping("/users/new")
    @RequiresPermission(Permission.MANAGE_USERS)
    String create(Actor actor, CreationForm form, Locale language, Model model) {
        var created = admissions.create(actor, form.newUser(), language.getLanguage(), form.repeatKey());
        usage.count(UserApi.CREATING, actor.self().lowBits());
        model.addAttribute("shown", created.user());
        model.addAttribute("replayed", created.replayed());
        model.addAttribute("invited", created.invited());
        return "users/created";
    }
}
