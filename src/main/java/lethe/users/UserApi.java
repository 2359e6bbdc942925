package lethe.users;

import java.net.URI;
import java.util.Locale;
import lethe.kernel.Actor;
import lethe.kernel.Items;
import lethe.kernel.Listed;
import lethe.kernel.Needs;
import lethe.kernel.Permission;
import lethe.kernel.RoleId;
import lethe.kernel.UserId;
import lethe.kernel.UserType;
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
    private final Users users;

    UserApi(Users users) {
        this.users = users;
    }

    record LookUp(@Nullable String email) {
        /** Nothing of a person's, for logs. */
        @Override
        public String toString() {
            return "LookUp[…]";
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Needs(Permission.MANAGE_USERS)
    ResponseEntity<User> create(
            @RequestBody NewUser form,
            Actor actor,
            Locale language,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String repeatKey) {
        var created = users.create(actor, form, language.getLanguage(), repeatKey);
        var answer = ResponseEntity.created(
                URI.create("/api/v1/users/" + created.user().id()));
        return (created.replayed() ? answer.header("Idempotency-Replayed", "true") : answer).body(created.user());
    }

    @GetMapping
    @Needs(Permission.MANAGE_USERS)
    Listed<User> list(
            Actor actor,
            @RequestParam(required = false) @Nullable String query,
            @RequestParam(required = false) @Nullable UserStatus status,
            @RequestParam(required = false) @Nullable UserType type,
            @RequestParam(required = false) @Nullable RoleId roleId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return users.list(actor, UserFilter.of(query, status, type, roleId, after, limit));
    }

    @GetMapping("/{id}")
    @Needs(any = {Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG})
    User get(Actor actor, @PathVariable UserId id) {
        return users.get(actor, id);
    }

    @PostMapping("/lookup")
    @Needs(Permission.MANAGE_USERS)
    Items<User> lookUp(@RequestBody LookUp form, Actor actor) {
        return new Items<>(users.lookUp(actor, form.email()).stream().toList());
    }

    @PatchMapping("/{id}")
    @Needs(Permission.MANAGE_USERS)
    User reassign(@RequestBody Reassignment form, Actor actor, @PathVariable UserId id) {
        return users.reassign(actor, id, form);
    }
}
