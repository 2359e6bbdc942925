package lethe.identity.users;

import java.util.Locale;
import lethe.identity.roles.Reassignment;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.Items;
import lethe.platform.requests.RequiresPermission;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import lethe.web.api.IdempotentResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users")
class UserApi {
    static final Feature CREATING = new Feature("user-created");
    static final Feature SEARCHING = new Feature("users-searched");
    static final Feature READING = new Feature("user-viewed");
    static final Feature REASSIGNING = new Feature("user-reassigned");
    private final Users users;
    private final UserCreation creation;
    private final Usage usage;

    UserApi(Users users, UserCreation creation, Usage usage) {
        this.users = users;
        this.creation = creation;
        this.usage = usage;
    }

    record LookUp(@Nullable String email) {
        /** Omits all personal data, for logs. */
        @Override
        public String toString() {
            return "LookUp[…]";
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.MANAGE_USERS)
    ResponseEntity<ShownUser> create(
            @RequestBody NewUser form,
            Actor actor,
            Locale language,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String repeatKey) {
        var created = creation.create(actor, form, language.getLanguage(), repeatKey);
        usage.count(CREATING, actor.self().lowBits());
        return IdempotentResponse.answer("users/" + created.user().user().id(), created.replayed(), created.user());
    }

    @GetMapping
    @RequiresPermission(Permission.MANAGE_USERS)
    Page<ShownUser> list(
            Actor actor,
            @RequestParam(required = false) @Nullable String query,
            @RequestParam(required = false) @Nullable UserStatus status,
            @RequestParam(required = false) @Nullable UserType type,
            @RequestParam(required = false) @Nullable RoleId roleId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        var found = users.list(actor, UserFilter.of(query, status, type, roleId, after, limit));
        usage.count(SEARCHING, actor.self().lowBits());
        return found.map(ShownUser::of);
    }

    @GetMapping("/{id}")
    @RequiresPermission(any = {Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG})
    ShownUser get(Actor actor, @PathVariable UserId id) {
        var user = users.get(actor, id);
        usage.count(READING, actor.self().lowBits());
        return user;
    }

    @PostMapping("/lookup")
    @RequiresPermission(Permission.MANAGE_USERS)
    Items<ShownUser> lookUp(@RequestBody LookUp form, Actor actor) {
        var found = users.lookUp(actor, form.email());
        usage.count(SEARCHING, actor.self().lowBits());
        return new Items<>(found.<ShownUser>map(one -> one).stream().toList());
    }

    @PatchMapping("/{id}")
    @RequiresPermission(Permission.MANAGE_USERS)
    ShownUser reassign(@RequestBody Reassignment form, Actor actor, @PathVariable UserId id) {
        var user = users.reassign(actor, id, form);
        usage.count(REASSIGNING, actor.self().lowBits());
        return user;
    }
}
