package lethe.signin.sessions;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import lethe.audit.log.Tallies;
import lethe.audit.log.Target;
import lethe.platform.kernel.Actor;
import lethe.platform.requests.InPerson;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/** Records in the audit log what users tried without permission: one entry per user, route and window. */
@Component
class RefusedCalls {
    private static final String ACTION = "access.refused";
    private final Tallies tallies;

    RefusedCalls(Tallies tallies) {
        this.tallies = tallies;
    }

    /** Called after the response. A request refused at the state gate has no route yet and is not an attempt. */
    void look(Actor actor, HttpServletRequest request, HttpServletResponse response) {
        var route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        var askedForPassword = request.getAttribute(InPerson.class.getName()) != null;
        if (response.getStatus() == HttpServletResponse.SC_FORBIDDEN && route != null && !askedForPassword) {
            var facts = Map.<String, Object>of("route", request.getMethod() + " " + route);
            tallies.count(actor, ACTION, Target.of(actor.organisation()), facts);
        }
    }
}
