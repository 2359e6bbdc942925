package lethe.consent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lethe.audit.Audit;
import lethe.audit.Target;
import lethe.kernel.Actor;
import lethe.kernel.NotFound;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The privacy notices of an organisation; the newest version in force is the one people are asked about. */
@Component
public class Notices {
    private final NoticeStore store;
    private final Audit audit;

    Notices(NoticeStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    /** Version 1, which says what Lethe stores and counts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void found(Actor actor, String organisationName) {
        var texts = Map.of("en", first("en", organisationName), "de", first("de", organisationName));
        store.publish(actor.organisation(), 1, texts);
        var target = new Target("organisation", actor.organisation().value());
        audit.record(actor, "notice.published", target, Map.of("version", 1));
    }

    @Transactional(readOnly = true)
    public Notice current() {
        return store.list().stream().filter(Notice::current).findFirst().orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public Notice get(int version) {
        return store.list().stream()
                .filter(notice -> notice.version() == version)
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    /** Newest version first. */
    @Transactional(readOnly = true)
    public List<Notice> list() {
        return store.list();
    }

    private static String first(String language, String organisationName) {
        try (var text = Notices.class.getResourceAsStream("/notices/first_" + language + ".md")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{organisation}", organisationName);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
