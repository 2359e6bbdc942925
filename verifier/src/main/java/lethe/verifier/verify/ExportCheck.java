package lethe.verifier.verify;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.checkpoints.CheckpointStore;
import lethe.verifier.checkpoints.Origin;
import lethe.verifier.merkle.Hash;
import lethe.verifier.merkle.Inclusion;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Checks an exported log: a whole one by recomputing it, a part by the proofs of its entries. */
public final class ExportCheck {
    private static final String FORMAT = "lethe-audit-1";
    private final CheckpointStore memory;
    private final List<KnownKey> given;
    private final @Nullable String seen;
    private final List<String> lines = new ArrayList<>();
    private final List<KnownKey> keys = new ArrayList<>();
    private final List<Optional<Claim>> checkpoints = new ArrayList<>();
    private boolean whole;
    private String checkpoint = "";
    private String origin = "";

    /** @param given keys known to be the operator's; if empty, those in the export are used */
    public ExportCheck(Path memory, List<KnownKey> given, @Nullable String seen) {
        this.memory = new CheckpointStore(memory);
        this.given = given;
        this.seen = seen;
    }

    public List<String> lines() {
        return lines;
    }

    /** The keys that the result relies on, if none were given. */
    List<KnownKey> unchecked() {
        return given.isEmpty() ? List.copyOf(keys) : List.of();
    }

    /** Whether everything matches what was signed; the first fault is described in {@link #lines}. */
    public boolean isSound(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            return isSound(reader);
        }
    }

    boolean isSound(Reader reader) throws IOException {
        try (var parser = Json.MAPPER.createParser(reader)) {
            var fault = fault(parser);
            lines.add(fault.map(wrong -> "bad: " + origin + " " + wrong).orElse("verified: " + origin));
            return fault.isEmpty();
        } catch (Wrong wrong) {
            lines.add("bad: " + wrong.what());
            return false;
        } catch (JacksonException unreadable) {
            lines.add("bad: the file is not valid JSON, or has the same member twice.");
            return false;
        }
    }

    private Optional<Fault> fault(JsonParser parser) throws IOException {
        Wrong.unless(parser.nextToken() == JsonToken.START_OBJECT, "The file is not an exported log.");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME
                && !parser.currentName().equals("entries")) {
            var member = parser.currentName();
            parser.nextToken();
            if (member.equals("checkpoints")) {
                checkpoints(parser);
            } else {
                head(member, parser.readValueAsTree());
            }
        }
        Wrong.unless(parser.nextToken() == JsonToken.START_ARRAY, "The export has no entries.");
        Wrong.unless(Checkpoint.parse(checkpoint).isPresent(), "The export has no checkpoint.");
        origin = Checkpoint.parse(checkpoint).orElseThrow().origin();
        return whole ? whole(parser) : some(parser);
    }

    private void head(String member, JsonNode value) {
        switch (member) {
            case "format" -> Wrong.unless(value.asString("").equals(FORMAT), "The file is not an exported log.");
            case "whole" -> whole = value.asBoolean(false);
            case "checkpoint" -> checkpoint = value.asString("");
            case "keys" -> keys(value);
            default -> {}
        }
    }

    /** Read one by one, because a long log has many. */
    private void checkpoints(JsonParser parser) {
        Wrong.unless(parser.currentToken() == JsonToken.START_ARRAY, "The member checkpoints is not a list.");
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            checkpoints.add(Claim.of(parser.getString(), false));
        }
        Wrong.unless(
                parser.currentToken() == JsonToken.END_ARRAY,
                "The list checkpoints contains something other than texts.");
    }

    private void keys(JsonNode value) {
        if (given.isEmpty()) {
            value.valueStream()
                    .flatMap(key -> KnownKey.parse(key.path("publicKey").asString("")).stream())
                    .forEach(keys::add);
            keys.forEach(
                    key -> lines.add("key: " + key.id() + " comes from the export: compare it with the operator's"));
        } else {
            keys.addAll(given);
            keys.addAll(Keyring.following(given, Keyring.links(value)));
        }
    }

    private Optional<Fault> whole(JsonParser parser) throws IOException {
        var log = new LogCheck(new Origin(origin).log(), keys);
        Optional.ofNullable(seen).ifPresent(log::seen);
        memory.all(new Origin(origin)).forEach(log::seen);
        log.checkpoint(checkpoint);
        checkpoints.forEach(log::checkpoint);
        checkpoints.clear();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            JsonNode entry = parser.readValueAsTree();
            add(entry, log);
        }
        var fault = log.finish();
        if (fault.isEmpty() && !given.isEmpty()) {
            memory.remember(checkpoint);
        }
        lines.add("entries: " + log.size());
        log.breaks().forEach(each -> lines.add("declared break: " + each));
        return fault;
    }

    private static void add(JsonNode entry, LogCheck log) {
        var index = Json.number(entry, "index");
        var hash = Json.hash(Json.text(entry, "leafHash"));
        if (entry.has("removedBy")) {
            log.removed(index, hash, Json.text(entry, "removedBy"));
        } else {
            var text = Json.text(entry, "entry");
            log.add(new LogCheck.Leaf(
                    index, Json.text(Json.object(text), "id"), text.getBytes(StandardCharsets.UTF_8), List.of(hash)));
        }
    }

    /** Each entry has its own proof; nothing is claimed about entries that were not exported. */
    private Optional<Fault> some(JsonParser parser) throws IOException {
        var claim = Claim.of(new Origin(origin).log(), checkpoint, false)
                .filter(each -> each.isSignedBy(keys))
                .orElseThrow(() -> new Wrong("The checkpoint is not signed by any known key."));
        var signed = claim.checkpoint();
        var count = 0;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            JsonNode entry = parser.readValueAsTree();
            count++;
            var text = Json.text(entry, "entry");
            var index = Json.number(entry, "index");
            var leaf = Hash.leaf(text.getBytes(StandardCharsets.UTF_8));
            if (!new Inclusion(index, signed.size(), Json.hashes(entry, "hashes")).proves(leaf, signed.root())) {
                return Optional.of(new Fault(
                        Fault.Code.CHANGED,
                        index,
                        Json.text(Json.object(text), "id"),
                        "the log has a different entry here"));
            }
        }
        lines.add("entries: " + count + " of " + signed.size());
        compareSeen(signed);
        compareRemembered(signed);
        return Optional.empty();
    }

    /** Without all entries, only a checkpoint of the same size can be compared. */
    private void compareSeen(Checkpoint signed) {
        if (seen != null) {
            var kept = Claim.of(new Origin(origin).log(), seen, true)
                    .orElseThrow(() -> new Wrong("The checkpoint you named belongs to another log."));
            Wrong.unless(kept.isSignedBy(keys), "The checkpoint you named is not signed by any known key.");
            if (!isComparable(kept.checkpoint(), signed)) {
                throw FileRefused.typed("The checkpoint you named covers " + kept.size() + " entries of "
                        + kept.checkpoint().origin() + ", and the one in the export " + signed.size() + " of " + origin
                        + ": only an export of the whole log can show whether one continues the other.");
            }
            compare(kept.checkpoint(), signed);
        }
    }

    private void compareRemembered(Checkpoint signed) throws IOException {
        var last = memory.last(new Origin(origin)).flatMap(Checkpoint::parse);
        if (last.isPresent() && last.get().size() > signed.size()) {
            throw FileRefused.typed(
                    "A log of " + last.get().size() + " entries was verified here before, but this export is of"
                            + " one of " + signed.size() + ": export the log again.");
        } else if (last.isPresent()) {
            if (isComparable(last.get(), signed)) {
                compare(last.get(), signed);
            } else {
                lines.add("not compared with the log of " + last.get().size()
                        + " entries verified here before; this takes an export of the whole log");
            }
        }
    }

    private static boolean isComparable(Checkpoint kept, Checkpoint signed) {
        return kept.origin().equals(signed.origin()) && kept.size() == signed.size();
    }

    private static void compare(Checkpoint kept, Checkpoint signed) {
        Wrong.unless(
                kept.root().equals(signed.root()),
                "Two checkpoints of " + signed.size() + " entries differ: the log had two versions.");
    }
}
