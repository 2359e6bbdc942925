package lethe.lifecycle.imports;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.identity.users.Users;
import lethe.lifecycle.staging.ImportId;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserType;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.requests.RequiresPermission;
import lethe.privacy.consent.AttestationForm;
import lethe.privacy.notices.Notices;
import lethe.privacy.retention.RetentionPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of an import, from the checked file to the links; users can leave and return at each step. */
@Controller
@RequestMapping("/users/imports")
class ImportPages {
    static final String IMPORTS = "redirect:/users/imports/";
    private final Imports imports;
    private final ImportStart starts;
    private final ImportLinks importLinks;
    private final AssignmentRules rules;
    private final Roles roles;
    private final Notices notices;
    private final Users users;
    private final RetentionPolicy retention;

    ImportPages(
            Imports imports,
            ImportStart starts,
            ImportLinks importLinks,
            AssignmentRules rules,
            Roles roles,
            Notices notices,
            Users users,
            RetentionPolicy retention) {
        this.imports = imports;
        this.starts = starts;
        this.importLinks = importLinks;
        this.rules = rules;
        this.roles = roles;
        this.notices = notices;
        this.users = users;
        this.retention = retention;
    }

    /** The form on the page of a checked file. */
    record Start(
            @Nullable AttestationForm consent,
            @Nullable UserType type,
            @Nullable String roleId,
            @Nullable Boolean invite) {
        StartForm form() {
            var role = RoleId.parse(Objects.requireNonNullElse(roleId, ""));
            return new StartForm(consent, type, role.orElse(null), invite);
        }
    }

    @GetMapping
    @RequiresPermission(Permission.MANAGE_USERS)
    String list(Actor actor, @RequestParam(required = false) @Nullable String after, Model model) {
        var found = imports.list(actor, Page.after(after), Page.LIMIT);
        model.addAttribute("imports", found);
        model.addAttribute(
                "names",
                users.names(actor, found.items().stream().map(Import::createdBy).toList()));
        model.addAttribute("first", after == null);
        return "imports/list";
    }

    /** Also serves the addresses at which a refused form is shown again. */
    @GetMapping({"/{id}", "/{id}/start", "/{id}/corrections"})
    @RequiresPermission(Permission.MANAGE_USERS)
    String one(
            Actor actor,
            @PathVariable ImportId id,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var found = imports.get(actor, id);
        model.addAttribute("one", found);
        model.addAttribute("problems", imports.problems(actor, id, Page.after(after), Page.LIMIT));
        model.addAttribute("first", after == null);
        model.addAttribute("links", imports.hasLinks(actor, id));
        model.addAttribute("days", retention.of(DataCategory.FIRST_SECRET).amount());
        if (found.status() == Import.Status.CHECKED) {
            model.addAttribute("open", imports.open(actor, id));
            model.addAttribute("types", rules.types(actor));
            model.addAttribute("roles", Role.options(rules.roles(actor, roles.choice(actor))));
            model.addAttribute("notice", notices.current());
            model.addAttribute("mail", starts.isMailOffered());
        } else {
            model.addAttribute("open", List.of());
        }
        return "imports/one";
    }

    @PostMapping("/{id}/start")
    @RequiresPermission(Permission.MANAGE_USERS)
    String start(Actor actor, @PathVariable ImportId id, Start form, Locale language) {
        starts.start(actor, id, form.form(), language.getLanguage());
        return IMPORTS + id;
    }

    @GetMapping("/{id}/cancellation")
    @RequiresPermission(Permission.MANAGE_USERS)
    String cancellation(Actor actor, @PathVariable ImportId id, Model model) {
        model.addAttribute("one", imports.get(actor, id));
        return "imports/cancellation";
    }

    @PostMapping("/{id}/cancellation")
    @RequiresPermission(Permission.MANAGE_USERS)
    String cancel(Actor actor, @PathVariable ImportId id) {
        var forgotten = imports.cancel(actor, id);
        return IMPORTS + id + "?done=" + (forgotten ? "import-cancelled" : "import-cancellation-pending");
    }

    @GetMapping("/{id}/links")
    @RequiresPermission(Permission.MANAGE_USERS)
    String links(Actor actor, @PathVariable ImportId id, Model model) {
        model.addAttribute("one", imports.get(actor, id));
        model.addAttribute("links", imports.hasLinks(actor, id));
        return "imports/links";
    }

    /** The response is the file; it can be downloaded once. */
    @PostMapping("/{id}/links")
    @RequiresPermission(Permission.MANAGE_USERS)
    void download(Actor actor, @PathVariable ImportId id, HttpServletResponse response) throws IOException {
        imports.takeLinks(actor, id);
        importLinks.write(actor, id, CsvOutput.forPeople(response, ImportApi.LINKS));
    }
}
