package lethe.signin.profile;

import lethe.identity.users.Users;
import lethe.organisations.Organisations;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.NotFound;
import lethe.signin.sessions.CurrentSession;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The calling user and organisation. Programs call it to find out whose token they have, so it takes a single round
 * trip.
 */
@Component
class OwnProfile {
    private final Users users;
    private final Organisations organisations;
    private final RoundTrips trips;

    OwnProfile(Users users, Organisations organisations, RoundTrips trips) {
        this.users = users;
        this.organisations = organisations;
        this.trips = trips;
    }

    @Transactional(readOnly = true)
    public Me of(CurrentSession me) {
        var trip = trips.start();
        var user = users.me(trip, me.actor());
        var own = organisations.current(trip);
        var header = organisations.masthead(trip, own);
        trip.go();
        var organisation = own.get().orElseThrow(NotFound::new);
        return new Me(
                user.get(),
                new Me.House(
                        organisation.id(),
                        organisation.slug(),
                        organisation.name(),
                        header.get().support()),
                me.actor().permissions().stream().sorted().toList(),
                me.state());
    }
}
