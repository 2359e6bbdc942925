package lethe.identity.roles;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import lethe.platform.requests.Items;
import lethe.platform.requests.RequiresPermission;
import lethe.web.api.IdempotentResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class RoleApi {
    private final Roles roles;
    private final RoleChanges changes;
    private final MessageSource messages;

    RoleApi(Roles roles, RoleChanges changes, MessageSource messages) {
        this.roles = roles;
        this.changes = changes;
        this.messages = messages;
    }

    @GetMapping("/roles")
    @RequiresPermission(any = {Permission.MANAGE_USERS, Permission.MANAGE_ROLES})
    Page<RoleWithHolders> list(
            Actor actor,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return roles.list(actor, Page.after(after), Page.limit(limit));
    }

    @GetMapping("/roles/{id}")
    @RequiresPermission(any = {Permission.MANAGE_USERS, Permission.MANAGE_ROLES})
    RoleWithHolders get(Actor actor, @PathVariable RoleId id) {
        return roles.get(actor, id);
    }

    @PostMapping("/roles")
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.MANAGE_ROLES)
    ResponseEntity<RoleWithHolders> create(
            @RequestBody NewRole form,
            Actor actor,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String repeatKey) {
        var created = roles.create(actor, form, repeatKey);
        return IdempotentResponse.answer("roles/" + created.role().id(), created.replayed(), created.role());
    }

    @PutMapping("/roles/{id}")
    @RequiresPermission(Permission.MANAGE_ROLES)
    RoleWithHolders change(@RequestBody RoleChange form, Actor actor, @PathVariable RoleId id) {
        return changes.change(actor, id, form);
    }

    @DeleteMapping("/roles/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.MANAGE_ROLES)
    void delete(Actor actor, @PathVariable RoleId id, @RequestParam(required = false) @Nullable RoleId reassignTo) {
        roles.delete(actor, id, reassignTo);
    }

    @GetMapping("/permissions")
    @RequiresPermission(any = {Permission.MANAGE_USERS, Permission.MANAGE_ROLES})
    Items<Explained> permissions(Locale language) {
        return new Items<>(Stream.of(Permission.values())
                .map(it -> explained(it, language))
                .toList());
    }

    private Explained explained(Permission permission, Locale language) {
        return new Explained(
                permission,
                messages.getMessage("permission." + permission, null, language),
                permission.group(),
                permission.implies().stream().sorted().toList());
    }

    /** A permission with its meaning in the reader's language. */
    record Explained(Permission name, String sentence, String group, List<Permission> implies) {}
}
