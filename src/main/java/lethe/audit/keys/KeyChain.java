package lethe.audit.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.verifier.checkpoints.KeyLink;

/**
 * The installation's signing keys, each signed by the previous one. A row belongs to the chain if Lethe sealed its private half
 * and both halves match; all others are outside.
 *
 * @param links in order, beginning with the first key
 * @param outside rows that are not in the chain and were not excluded at its beginning
 * @param lost the IDs of links whose key is missing
 */
record KeyChain(List<Link> links, List<KeyRow> outside, List<String> lost) {
    private static final int MOST = 100;
    private static final Pattern ID = Pattern.compile("^ed25519-[0-9a-f]{16}$");

    record Link(KeyRow row, SigningKey key, KeyLink says) {}

    /**
     * @param noted the IDs of all keys that have a link
     * @param open returns both halves of a row; empty if they do not match or were not sealed here
     */
    static KeyChain of(List<KeyRow> rows, List<String> noted, Function<KeyRow, Optional<SigningKey>> open) {
        var left = new ArrayList<Link>();
        for (var row : rows) {
            row.link()
                    .flatMap(says -> open.apply(row).map(key -> new Link(row, key, says)))
                    .ifPresent(left::add);
        }
        var chain = new ArrayList<Link>();
        for (var next = first(left); next.isPresent(); next = after(chain.getLast(), left)) {
            chain.add(next.get());
            left.remove(next.get());
        }
        var inside = chain.stream().map(Link::row).collect(Collectors.toSet());
        var known = rows.stream().map(KeyRow::id).collect(Collectors.toSet());
        return new KeyChain(
                List.copyOf(chain),
                rows.stream()
                        .filter(row -> !inside.contains(row))
                        .filter(row -> !row.isLeftOut() || open.apply(row).isEmpty())
                        .toList(),
                noted.stream().filter(id -> !known.contains(id)).toList());
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    Optional<KeyRow> newest() {
        return isEmpty() ? Optional.empty() : Optional.of(links.getLast().row());
    }

    /** The faults, as sentences. */
    List<String> findings() {
        return Stream.of(
                        outside.stream()
                                .map(row -> named(row.id()) + " is in the table but not in the chain of keys:"
                                        + " it is neither published nor used"),
                        lost.stream().map(id -> named(id) + " is in the chain but missing from the table"),
                        isEmpty()
                                ? Stream.of("there is no signing key: nothing can be signed")
                                : Stream.<String>empty())
                .flatMap(each -> each)
                .limit(MOST)
                .toList();
    }

    /** The row may be forged, so its ID is printed only if it has the right form. */
    private static String named(String id) {
        return ID.matcher(id).matches() ? "the signing key " + id : "a signing key whose id is none";
    }

    private static Optional<Link> first(List<Link> all) {
        return all.stream()
                .filter(link -> link.says().isFirst())
                .filter(link -> link.says().isSignedBy(link.key().publicKey()))
                .findFirst();
    }

    private static Optional<Link> after(Link last, List<Link> all) {
        return all.stream()
                .filter(link -> link.says().before().equals(last.key().id()))
                .filter(link -> link.says().isSignedBy(last.key().publicKey()))
                .findFirst();
    }
}
