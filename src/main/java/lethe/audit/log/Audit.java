package lethe.audit.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.EntryId;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The audit log: written in the transaction of the act itself, read with {@link Permission#VIEW_AUDIT_LOG}. */
@Component
public class Audit {
    private static final Feature READING = new Feature("audit-log-viewed");
    /** The fact of an entry about values that are sealed. */
    public static final String VALUES = "values";

    private static final int SALT = 16;
    private final AuditStore store;
    private final Names names;
    private final ObjectProvider<Titles> titles;
    private final Clock clock;
    private final Randomness randomness;
    private final Usage usage;

    Audit(
            AuditStore store,
            Names names,
            ObjectProvider<Titles> titles,
            Clock clock,
            Randomness randomness,
            Usage usage) {
        this.store = store;
        this.names = names;
        this.titles = titles;
        this.clock = clock;
        this.randomness = randomness;
        this.usage = usage;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public RecordedEntry record(Actor actor, String action, Target target) {
        return record(actor, action, target, Map.of());
    }

    /**
     * Adds an entry to the log of the actor's organisation.
     *
     * @param action {@code user.created} and the like
     * @param facts ids, codes and numbers; no name, no e-mail, nothing a person typed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public RecordedEntry record(Actor actor, String action, Target target, Map<String, Object> facts) {
        return insert(
                new Leaf(randomness.uuid(), clock.instant(), actor, action, target, facts, randomness.bytes(SALT)));
    }

    /** As {@link #record}, on the way of something else to the database. */
    @Transactional(propagation = Propagation.MANDATORY)
    public RecordedEntry record(RoundTrip trip, Actor actor, String action, Target target, Map<String, Object> facts) {
        var leaf = new Leaf(randomness.uuid(), clock.instant(), actor, action, target, facts, randomness.bytes(SALT));
        store.insert(trip, leaf);
        return new RecordedEntry(new EntryId(leaf.id()), leaf.hash());
    }

    /**
     * As {@link #record}, where values matter that are to be forgotten one day: the entry holds a hash of their sealed form,
     * SHA-256 of its salt and the sealed bytes, which the room keeps beside it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public RecordedEntry record(Actor actor, String action, Target target, Map<String, Object> facts, byte[] sealed) {
        var salt = randomness.bytes(SALT);
        var all = new LinkedHashMap<>(facts);
        all.put(VALUES, hash(salt, sealed));
        return insert(new Leaf(randomness.uuid(), clock.instant(), actor, action, target, all, salt));
    }

    /** As {@link #record}, an entry for each of many to whom the same was done. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordAll(Actor actor, String action, Collection<Target> targets, Map<String, Object> facts) {
        recordEach(
                actor,
                action,
                targets.stream().map(target -> new TargetFacts(target, facts)).toList());
    }

    /** What was done to one of many, with what is to be said of it alone. */
    public record TargetFacts(Target target, Map<String, Object> facts) {}

    /** As {@link #recordAll}, where the facts are not the same. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordEach(Actor actor, String action, Collection<TargetFacts> acts) {
        var now = clock.instant();
        store.insertAll(acts.stream()
                .map(act -> new Leaf(
                        randomness.uuid(), now, actor, action, act.target(), act.facts(), randomness.bytes(SALT)))
                .toList());
    }

    @Transactional(readOnly = true)
    public Page<Entry> list(Actor actor, Filter filter) {
        actor.need(Permission.VIEW_AUDIT_LOG);
        usage.count(READING, actor.self().lowBits());
        return titled(named(store.list(filter)));
    }

    /** What was done by and to the person who asks. */
    @Transactional(readOnly = true)
    public Page<Entry> aboutMe(Actor actor, Filter filter) {
        return named(store.listAbout(actor.self(), filter));
    }

    /** Who looked at or changed what is stored about the person who asks; their sign-ins have a list of their own. */
    @Transactional(readOnly = true)
    public Page<Entry> doneToMe(Actor actor, Filter filter) {
        return titled(named(store.listDoneTo(actor.self(), false, filter)));
    }

    /** When the person who asks signed in, tried to, and signed out; neither network address nor device is known. */
    @Transactional(readOnly = true)
    public Page<Entry> mySignIns(Actor actor, Filter filter) {
        return named(store.listDoneTo(actor.self(), true, filter));
    }

    private RecordedEntry insert(Leaf leaf) {
        store.insert(leaf);
        return new RecordedEntry(new EntryId(leaf.id()), leaf.hash());
    }

    /** As an entry with that salt holds sealed values. */
    public static String hash(byte[] salt, byte[] sealed) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return "sha256:" + HexFormat.of().formatHex(digest.digest(sealed));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Page<Entry> named(Page<Entry> entries) {
        var people = entries.items().stream()
                .flatMap(entry -> Stream.of(entry.actor().id(), entry.target().id()))
                .filter(Objects::nonNull)
                .flatMap(id -> UserId.parse(id).stream())
                .collect(Collectors.toSet());
        var known = names.of(List.copyOf(people));
        return entries.map(entry -> withNames(entry, known));
    }

    private static Entry withNames(Entry entry, Map<UserId, String> known) {
        var shown = new LinkedHashMap<String, String>();
        Stream.of(entry.actor().id(), entry.target().id())
                .filter(Objects::nonNull)
                .flatMap(id -> UserId.parse(id).stream())
                .filter(known::containsKey)
                .forEach(id -> shown.put(id.toString(), Objects.requireNonNull(known.get(id))));
        return entry.with(shown);
    }

    private Page<Entry> titled(Page<Entry> entries) {
        var texts = entries.items().stream().flatMap(Audit::ids).collect(Collectors.toSet());
        var known = new HashMap<String, String>();
        titles.forEach(room -> known.putAll(room.among(texts)));
        return entries.map(entry -> withTitle(entry, known));
    }

    private static Entry withTitle(Entry entry, Map<String, String> known) {
        var shown = new LinkedHashMap<>(entry.names());
        ids(entry).forEach(id -> Optional.ofNullable(known.get(id)).ifPresent(title -> shown.put(id, title)));
        return entry.with(shown);
    }

    /** Of what it was done to, and of what its facts name: the role that somebody had before, say. */
    private static Stream<String> ids(Entry entry) {
        return Stream.concat(
                Stream.of(entry.target().id()), entry.facts().values().stream().map(String::valueOf));
    }
}
