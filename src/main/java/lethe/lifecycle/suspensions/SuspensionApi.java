package lethe.lifecycle.suspensions;

import lethe.identity.users.ShownUser;
import lethe.identity.users.Users;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.RequiresPermission;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users/{id}/suspension")
class SuspensionApi {
    private final Suspensions suspensions;
    private final Users users;

    SuspensionApi(Suspensions suspensions, Users users) {
        this.suspensions = suspensions;
        this.users = users;
    }

    record Suspended(@Nullable String reason) {
        /** Omits the reason, so it may be logged. */
        @Override
        public String toString() {
            return "Suspended[…]";
        }
    }

    @PostMapping
    @RequiresPermission(Permission.MANAGE_USERS)
    ShownUser suspend(@RequestBody Suspended form, Actor actor, @PathVariable UserId id) {
        suspensions.suspend(actor, id, form.reason());
        return users.get(actor, id);
    }

    @DeleteMapping
    @RequiresPermission(Permission.MANAGE_USERS)
    ShownUser reactivate(Actor actor, @PathVariable UserId id) {
        suspensions.reactivate(actor, id);
        return users.get(actor, id);
    }
}
