package lethe.audit.log;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * An act, as the audit log shows it.
 *
 * @param index its position in the organisation's tree; absent until it has one, usually for less than a second
 * @param facts IDs and codes
 * @param names of the users and things in it, looked up on reading: not part of the entry or its hash
 */
public record Entry(
        EntryId id,
        @Nullable Long index,
        Instant at,
        Who actor,
        String action,
        What target,
        Map<String, Object> facts,
        Map<String, String> names) {
    /** The actor; without an ID unless it is a user. */
    public record Who(Actor.Kind kind, @Nullable String id) {
        static Who of(Actor.Kind kind, @Nullable UUID id) {
            return new Who(kind, id == null ? null : new UserId(id).toString());
        }
    }

    public record What(String kind, String id) {}

    Entry with(Map<String, String> shown) {
        return new Entry(id, index, at, actor, action, target, facts, shown);
    }

    /** What a page calls the actor: the name if known, otherwise the ID or the kind. */
    @JsonIgnore
    public String actorName() {
        return actor.id() == null ? actor.kind().name() : names.getOrDefault(actor.id(), actor.id());
    }

    @JsonIgnore
    public String targetName() {
        return names.getOrDefault(target.id(), target.id());
    }
}
