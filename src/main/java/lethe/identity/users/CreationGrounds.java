package lethe.identity.users;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.identity.roles.Standing;
import lethe.identity.users.InitialCredentials.Chosen;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.Validation;
import lethe.privacy.notices.NoticeInForce;
import lethe.privacy.notices.Notices;
import org.springframework.stereotype.Component;

/** Reads everything that a creation depends on, in one round trip. */
@Component
class CreationGrounds {
    private final Standing standing;
    private final Roles roles;
    private final Notices notices;
    private final AssignmentRules rules;
    private final RoundTrips trips;

    CreationGrounds(Standing standing, Roles roles, Notices notices, AssignmentRules rules, RoundTrips trips) {
        this.standing = standing;
        this.roles = roles;
        this.notices = notices;
        this.rules = rules;
        this.trips = trips;
    }

    /**
     * Locked until the transaction ends.
     *
     * @param actor with their current rights
     * @param role the requested one; empty if it does not exist, or none was requested
     */
    record Ground(Actor actor, NewUser form, Optional<Role> role, NoticeInForce notice) {}

    /** In the caller's transaction; 401 if the actor is gone, 403 if they may no longer create users. */
    Ground lock(Actor actor, NewUser form) {
        actor.need(Permission.MANAGE_USERS);
        var trip = trips.start();
        var locked = standing.lock(trip, actor, List.of());
        var found = roles.lock(trip, Stream.ofNullable(form.roleId()).toList());
        var notice = notices.inForce(trip);
        trip.go();
        var now = locked.get();
        now.need(Permission.MANAGE_USERS);
        return new Ground(now, form, found.get().values().stream().findFirst(), notice.get());
    }

    /** Refuses a type or role that the actor may not assign; otherwise reports all invalid fields together. */
    EmailAddress check(Ground ground, Chosen chosen) {
        ground.actor().need(Permission.MANAGE_USERS);
        var form = ground.form();
        rules.requireAssignable(ground.actor(), form.type(), ground.role());
        var fields = new Validation();
        var email = form.checkPerson(fields);
        rules.checkAssigned(fields, form.type(), form.roleId(), ground.role());
        form.attested().check(fields, ground.notice());
        fields.addAll(chosen.wrong());
        fields.check();
        return email;
    }
}
