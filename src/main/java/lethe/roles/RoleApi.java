package lethe.roles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import lethe.kernel.Actor;
import lethe.kernel.Listed;
import lethe.kernel.Needs;
import lethe.kernel.Permission;
import lethe.kernel.RoleId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class RoleApi {
    private final Roles roles;
    private final MessageSource messages;

    RoleApi(Roles roles, MessageSource messages) {
        this.roles = roles;
        this.messages = messages;
    }

    @GetMapping("/roles")
    @Needs(any = {Permission.MANAGE_USERS, Permission.MANAGE_ROLES})
    Listed<HeldRole> list(
            Actor actor,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return roles.list(actor, Listed.after(after), Listed.limit(limit));
    }

    @GetMapping("/roles/{id}")
    @Needs(any = {Permission.MANAGE_USERS, Permission.MANAGE_ROLES})
    HeldRole get(Actor actor, @PathVariable RoleId id) {
        return roles.get(actor, id);
    }

    @GetMapping("/permissions")
    @Needs(any = {Permission.MANAGE_USERS, Permission.MANAGE_ROLES})
    Map<String, List<Explained>> permissions(Locale language) {
        return Map.of(
                "items",
                Stream.of(Permission.values())
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

    /** A permission and what it means, in the words of the reader's language. */
    record Explained(Permission name, String sentence, String group, List<Permission> implies) {}
}
