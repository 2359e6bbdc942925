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

/** The audit log: written in the transaction of the act, read with {@link Permission#VIEW_AUDIT_LOG}. */
@Component
public class Audit {
    private static final Feature READING = new Feature("audit-log-viewed");
    /** The fact with the hash of sealed values. */
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
     * @param action such as {@code user.created}
     * @param facts IDs, codes and numbers; no names, no e-mail addresses, no user input
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public RecordedEntry record(Actor actor, String action, Target target, Map<String, Object> facts) {
        return insert(
                new Leaf(randomness.uuid(), clock.instant(), actor, action, target, facts, randomness.bytes(SALT)));
    }

    /** As {@link #record}, as part of a round trip. */
    @Transactional(propagation = Propagation.MANDATORY)
    public RecordedEntry record(RoundTrip trip, Actor actor, String action, Target target, Map<String, Object> facts) {
        var leaf = new Leaf(randomness.uuid(), clock.instant(), actor, action, target, facts, randomness.bytes(SALT));
        store.insert(trip, leaf);
        return new RecordedEntry(new EntryId(leaf.id()), leaf.hash());
    }

    /**
     * As {@link #record}, for values that must be forgotten later: the entry contains only a hash, the SHA-256 of its salt and
     * the sealed bytes, which the room stores separately.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public RecordedEntry record(Actor actor, String action, Target target, Map<String, Object> facts, byte[] sealed) {
        var salt = randomness.bytes(SALT);
        var all = new LinkedHashMap<>(facts);
        all.put(VALUES, hash(salt, sealed));
        return insert(new Leaf(randomness.uuid(), clock.instant(), actor, action, target, all, salt));
    }

    /** As {@link #record}, with one entry per target of the same act. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordAll(Actor actor, String action, Collection<Target> targets, Map<String, Object> facts) {
        recordEach(
                actor,
                action,
                targets.stream().map(target -> new TargetFacts(target, facts)).toList());
    }

    /** One of many targets, with the facts about it. */
    public record TargetFacts(Target target, Map<String, Object> facts) {}

    /** As {@link #recordAll}, with different facts for each target. */
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

    /** The acts by and to the caller. */
    @Transactional(readOnly = true)
    public Page<Entry> aboutMe(Actor actor, Filter filter) {
        return named(store.listAbout(actor.self(), filter));
    }

    /** Others' views and changes of the caller's data; sign-ins are listed by {@link #mySignIns}. */
    @Transactional(readOnly = true)
    public Page<Entry> doneToMe(Actor actor, Filter filter) {
        return titled(named(store.listDoneTo(actor.self(), false, filter)));
    }

    /** The caller's sign-ins, failed attempts and sign-outs; network address and device are not recorded. */
    @Transactional(readOnly = true)
    public Page<Entry> mySignIns(Actor actor, Filter filter) {
        return named(store.listDoneTo(actor.self(), true, filter));
    }

    private RecordedEntry insert(Leaf leaf) {
        store.insert(leaf);
        return new RecordedEntry(new EntryId(leaf.id()), leaf.hash());
    }

    /** The hash of sealed values in an entry with that salt. */
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

    /** The IDs of the target and in the facts, such as a user's former role. */
    private static Stream<String> ids(Entry entry) {
        return Stream.concat(
                Stream.of(entry.target().id()), entry.facts().values().stream().map(String::valueOf));
    }
}
