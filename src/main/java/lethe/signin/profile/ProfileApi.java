package lethe.signin.profile;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Locale;
import lethe.platform.requests.InPerson;
import lethe.signin.profile.OwnEmail.Outcome;
import lethe.signin.profile.ProfileChange.Change;
import lethe.signin.sessions.CurrentSession;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/me")
class ProfileApi {
    private final OwnProfile own;
    private final ProfileChange profileChange;

    ProfileApi(OwnProfile own, ProfileChange profileChange) {
        this.own = own;
        this.profileChange = profileChange;
    }

    @GetMapping
    Me me(@RequestAttribute CurrentSession signedIn) {
        return own.of(signedIn);
    }

    /** 202 while a new e-mail is unconfirmed; the response still contains the current one. */
    @PatchMapping
    @InPerson(where = "email", comparesItself = true)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Me.class)))
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Me.class)))
    ResponseEntity<Me> change(@RequestBody Change change, @RequestAttribute CurrentSession signedIn, Locale language) {
        var outcome = profileChange.change(signedIn.actor(), change, language);
        return ResponseEntity.status(outcome == Outcome.IN_FORCE ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(me(signedIn));
    }
}
