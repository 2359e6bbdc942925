package lethe.audit.verification;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import lethe.audit.log.Audit;
import lethe.audit.log.Entry;
import lethe.audit.log.Filter;
import lethe.audit.log.SequencedEntry;
import lethe.audit.log.UnsequencedEntries;
import lethe.audit.transparency.EntryProof;
import lethe.audit.transparency.TreeReader;
import lethe.audit.transparency.TreeReader.Kept;
import lethe.audit.transparency.TreeReader.Place;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.CurrentRights;
import lethe.platform.requests.Rfc3339;
import lethe.verifier.merkle.Hash;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Exports the log page by page, under the checkpoint that is the newest at the beginning. A whole log proves itself, because its
 * root can be computed. In a part, each entry has its inclusion proof.
 */
@Component
class LogExport {
    /** A file that broke off is left as it is, so that it does not look complete. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(
                    StreamWriteFeature.AUTO_CLOSE_CONTENT,
                    StreamWriteFeature.AUTO_CLOSE_TARGET,
                    StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private static final int PAGE = 1_000;
    private final Audit audit;
    private final UnsequencedEntries sequence;
    private final TreeReader tree;
    private final CurrentRights rights;
    private final TransactionTemplate transaction;

    LogExport(
            Audit audit,
            UnsequencedEntries sequence,
            TreeReader tree,
            CurrentRights rights,
            TransactionTemplate transaction) {
        this.audit = audit;
        this.sequence = sequence;
        this.tree = tree;
        this.rights = rights;
        this.transaction = transaction;
    }

    void csv(Actor actor, Filter filter, CsvOutput output) {
        actor.need(Permission.VIEW_AUDIT_LOG);
        output.line(
                "index",
                "id",
                "at",
                "actorKind",
                "actorId",
                "actor",
                "action",
                "targetKind",
                "targetId",
                "target",
                "facts");
        var page = entries(actor, filter, null);
        write(page, output);
        while (page.next() != null) {
            page = entries(actor, filter, page.next());
            write(page, output);
        }
        output.flush();
    }

    void whole(Actor actor, OutputStream out) throws IOException {
        actor.need(Permission.VIEW_AUDIT_LOG);
        try (var json = JSON.createGenerator(out)) {
            var newest = begin(actor, true, json);
            json.writeArrayPropertyStart("checkpoints");
            for (var size = 1L; size <= newest.size(); ) {
                var kept = checkpoints(actor, size);
                kept.forEach(checkpoint -> json.writeString(checkpoint.note()));
                size = kept.getLast().size() + 1;
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("entries");
            for (var index = 0L; index < newest.size(); index += PAGE) {
                page(actor, index, newest.size()).forEach(place -> write(place, json));
            }
            end(json);
        }
    }

    void some(Actor actor, Filter filter, OutputStream out) throws IOException {
        actor.need(Permission.VIEW_AUDIT_LOG);
        try (var json = JSON.createGenerator(out)) {
            var newest = begin(actor, false, json);
            json.writeArrayPropertyStart("entries");
            var page = entries(actor, filter, null);
            prove(actor, page, newest).forEach(proof -> write(proof, json));
            while (page.next() != null) {
                page = entries(actor, filter, page.next());
                prove(actor, page, newest).forEach(proof -> write(proof, json));
            }
            end(json);
        }
    }

    private Kept begin(Actor actor, boolean whole, JsonGenerator json) {
        var organisation = actor.organisation();
        tree.bringUpToDate(organisation);
        var newest = in(actor, () -> tree.latest().orElseThrow(NotFound::new));
        json.writeStartObject();
        json.writeStringProperty("format", "lethe-audit-1");
        json.writeStringProperty("organisationId", organisation.toString());
        json.writeBooleanProperty("whole", whole);
        json.writeStringProperty("checkpoint", newest.note());
        json.writePOJOProperty("keys", in(actor, () -> tree.keys(newest.origin())));
        return newest;
    }

    private static void end(JsonGenerator json) {
        json.writeEndArray();
        json.writeEndObject();
    }

    private Page<Entry> entries(Actor actor, Filter filter, @Nullable String after) {
        return in(actor, () -> audit.list(actor, filter.from(after)));
    }

    private List<Kept> checkpoints(Actor actor, long from) {
        return in(actor, () -> tree.checkpoints(from, PAGE));
    }

    private List<Place> page(Actor actor, long from, long size) {
        return in(actor, () -> tree.places(from, (int) Math.min(PAGE, size - from)));
    }

    private List<EntryProof> prove(Actor actor, Page<Entry> page, Kept under) {
        return in(actor, () -> {
            var placed = sequence.of(page.items().stream().map(Entry::id).toList()).values().stream()
                    .filter(entry -> entry.index() < under.size())
                    .sorted(Comparator.comparing(SequencedEntry::index).reversed())
                    .toList();
            return tree.prove(placed, under);
        });
    }

    private static void write(Place place, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("index", place.index());
        place.entry().ifPresent(entry -> write(entry, json));
        if (place.entry().isEmpty()) {
            json.writeStringProperty(
                    "leafHash", place.inTree().map(Hash::toString).orElse(""));
            json.writeStringProperty(
                    "removedBy", place.removedBy().map(EntryId::toString).orElse(""));
        }
        json.writeEndObject();
    }

    private static void write(SequencedEntry entry, JsonGenerator json) {
        json.writeStringProperty("entry", new String(entry.canonical(), StandardCharsets.UTF_8));
        json.writeStringProperty("leafHash", entry.recorded().toString());
    }

    private static void write(EntryProof proof, JsonGenerator json) {
        json.writePOJO(Map.of(
                "index",
                proof.index(),
                "entry",
                proof.entry(),
                "leafHash",
                proof.leafHash(),
                "hashes",
                proof.hashes()));
    }

    private static void write(Page<Entry> page, CsvOutput output) {
        for (var entry : page.items()) {
            output.line(
                    Optional.ofNullable(entry.index()).map(String::valueOf).orElse(""),
                    entry.id().toString(),
                    Rfc3339.text(entry.at()),
                    entry.actor().kind().name(),
                    Optional.ofNullable(entry.actor().id()).orElse(""),
                    entry.actor().id() == null ? "" : entry.actorName(),
                    entry.action(),
                    entry.target().kind(),
                    entry.target().id(),
                    entry.targetName(),
                    JSON.writeValueAsString(entry.facts()));
        }
    }

    /** Checks the permission each time, because it may have been revoked while the file was written. */
    private <T> T in(Actor actor, Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            rights.requireStill(actor, Permission.VIEW_AUDIT_LOG);
            return work.get();
        }));
    }
}
