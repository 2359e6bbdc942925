package lethe.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.InPerson;
import lethe.platform.requests.Presence;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** Enforces {@link InPerson}: decides whether the actor has proven to be present in person. */
final class PresenceProof {
    private PresenceProof() {}

    /**
     * Runs with the permission check. Refuses personal access tokens, and old sign-ins without a password in the
     * request.
     */
    static void require(HttpServletRequest request, HandlerMethod method) {
        var inPerson = method.getMethodAnnotation(InPerson.class);
        if (inPerson != null && concerns(request, inPerson)) {
            if (!(request.getAttribute(Presence.ATTRIBUTE) instanceof Presence presence)) {
                throw SignInFailed.required();
            }
            presence.needSession();
            if (!presence.proven() && password(request).isEmpty()) {
                // Not a permission failure: asking for the password must not be recorded as an attempt.
                request.setAttribute(InPerson.class.getName(), true);
                throw Forbidden.recentSignInRequired();
            }
        }
    }

    /** Runs once the request is read. A password that was sent must be right even if it was not required. */
    static void check(HttpServletRequest request, HandlerMethod method, Supplier<PasswordCheck> passwords) {
        var inPerson = method.getMethodAnnotation(InPerson.class);
        var actor = Gate.actor(request);
        if (inPerson != null && actor != null && !inPerson.comparesItself()) {
            if (concernsAnother(request, inPerson)) {
                sent(request, InPerson.PASSWORD).ifPresent(vain -> {
                    throw BadRequest.unknownField(InPerson.PASSWORD);
                });
            } else {
                password(request).ifPresent(password -> passwords.get().check(actor, password));
            }
        }
    }

    private static boolean concerns(HttpServletRequest request, InPerson inPerson) {
        return !concernsAnother(request, inPerson)
                && (inPerson.where().isEmpty()
                        || sent(request, inPerson.where()).isPresent());
    }

    /** Compares parsed ids, so that a different spelling of one's own id does not avoid the password. */
    private static boolean concernsAnother(HttpServletRequest request, InPerson inPerson) {
        var actor = Gate.actor(request);
        return !inPerson.self().isEmpty()
                && (actor == null
                        || request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                                        instanceof Map<?, ?> parts
                                && UserId.parse(String.valueOf(parts.get(inPerson.self())))
                                        .filter(actor::is)
                                        .isEmpty());
    }

    private static Optional<String> password(HttpServletRequest request) {
        return sent(request, InPerson.PASSWORD).filter(text -> !text.isEmpty());
    }

    private static Optional<String> sent(HttpServletRequest request, String field) {
        return Gate.isApi(request)
                ? StrictJson.peek(Body.of(request).bytes(), field)
                : Optional.ofNullable(request.getParameter(field));
    }
}
