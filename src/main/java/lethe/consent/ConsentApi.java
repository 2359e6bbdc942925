package lethe.consent;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import lethe.consent.Evidence.Decision;
import lethe.kernel.Actor;
import lethe.kernel.Fields;
import lethe.kernel.Needs;
import lethe.kernel.Permission;
import lethe.kernel.UserId;
import lethe.privacy.Farewell;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class ConsentApi {
    private final Consents consents;
    private final Notices notices;
    private final Farewell farewell;

    ConsentApi(Consents consents, Notices notices, Farewell farewell) {
        this.consents = consents;
        this.notices = notices;
        this.farewell = farewell;
    }

    record DecisionForm(
            @Nullable Integer noticeVersion, @Nullable Decision decision) {}

    @GetMapping("/notices")
    Map<String, List<Notice>> list(Actor actor) {
        return Map.of("items", notices.list());
    }

    @GetMapping("/notices/current")
    Notice current(Actor actor) {
        return notices.current();
    }

    @GetMapping("/notices/{version}")
    Notice get(Actor actor, @PathVariable int version) {
        return notices.get(version);
    }

    @PostMapping("/me/consent")
    ResponseEntity<?> decide(@RequestBody DecisionForm form, Actor actor, Locale language) {
        var version = form.noticeVersion();
        var decision = form.decision();
        if (version == null || decision == null) {
            throw missing(form);
        }
        return switch (decision) {
            case CONTINUE -> {
                consents.consent(actor, version, language.getLanguage());
                yield ResponseEntity.ok(Map.of("state", "ACTIVE"));
            }
            case REFUSE -> farewell.answer(actor, consents.refuse(actor, version, language.getLanguage()));
        };
    }

    @GetMapping("/me/consents")
    Map<String, List<Evidence>> mine(Actor actor) {
        return Map.of("items", consents.evidence(actor, actor.self()));
    }

    @GetMapping("/users/{id}/consents")
    @Needs(any = {Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG})
    Map<String, List<Evidence>> of(Actor actor, @PathVariable UserId id) {
        return Map.of("items", consents.evidence(actor, id));
    }

    private static RuntimeException missing(DecisionForm form) {
        var fields = new Fields();
        if (form.noticeVersion() == null) {
            fields.wrong("noticeVersion", "required");
        }
        if (form.decision() == null) {
            fields.wrong("decision", "required");
        }
        return fields.refusal();
    }
}
