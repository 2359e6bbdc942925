package lethe.profile;

import lethe.organisations.Organisations;
import lethe.sessions.SignedIn;
import lethe.users.Users;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProfileApi {
    private final Users users;
    private final Organisations organisations;

    ProfileApi(Users users, Organisations organisations) {
        this.users = users;
        this.organisations = organisations;
    }

    @GetMapping("/api/v1/me")
    Me me(@RequestAttribute SignedIn signedIn) {
        var own = organisations.current();
        var support = organisations.masthead().support();
        return new Me(
                users.me(signedIn.actor()),
                new Me.House(own.id(), own.slug(), own.name(), support),
                signedIn.actor().permissions().stream().sorted().toList(),
                signedIn.state());
    }
}
