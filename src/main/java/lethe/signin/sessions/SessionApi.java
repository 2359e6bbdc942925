package lethe.signin.sessions;

import java.time.Instant;
import lethe.platform.kernel.Actor;
import lethe.platform.requests.CurrentPassword;
import lethe.platform.requests.InPerson;
import lethe.platform.requests.Items;
import lethe.signin.sessions.AccessToken.TokenId;
import lethe.signin.sessions.Session.SessionId;
import lethe.web.api.IdempotentResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/me")
class SessionApi {
    private final Sessions sessions;
    private final AccessTokens tokens;

    SessionApi(Sessions sessions, AccessTokens tokens) {
        this.sessions = sessions;
        this.tokens = tokens;
    }

    record NewToken(
            @Nullable String name,
            @Nullable Instant expiresAt,
            @Nullable String currentPassword) {
        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "NewToken[…]";
        }
    }

    @GetMapping("/sessions")
    Items<Session> sessions(@RequestAttribute CurrentSession signedIn) {
        return new Items<>(sessions.list(signedIn));
    }

    @DeleteMapping("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @InPerson
    void end(
            @RequestBody CurrentPassword proof, @RequestAttribute CurrentSession signedIn, @PathVariable SessionId id) {
        sessions.end(signedIn, id);
    }

    @GetMapping("/tokens")
    Items<AccessToken> tokens(Actor actor) {
        return new Items<>(tokens.list(actor));
    }

    @PostMapping("/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    @InPerson
    ResponseEntity<AccessToken> create(
            @RequestBody NewToken form,
            @RequestAttribute CurrentSession signedIn,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String repeatKey) {
        var created = tokens.create(signedIn, form.name(), form.expiresAt(), repeatKey);
        return IdempotentResponse.answer("me/tokens/" + created.token().id(), created.replayed(), created.token());
    }

    @DeleteMapping("/tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @InPerson
    void revoke(@RequestBody CurrentPassword proof, Actor actor, @PathVariable TokenId id) {
        tokens.revoke(actor, id);
    }
}
