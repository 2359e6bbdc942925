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
 * The keys of the installation, each but the first signed by the one before it. A row is a link of it if Lethe itself has sealed its
 * private half and the two halves are one key; whatever else the table holds is outside.
 *
 * @param links the first key first
 * @param outside rows that are of no link, and were not left out at the beginning
 * @param lost the ids of links whose key is missing
 */
record KeyChain(List<Link> links, List<KeyRow> outside, List<String> lost) {
    private static final int MOST = 100;
    private static final Pattern ID = Pattern.compile("^ed25519-[0-9a-f]{16}$");

    record Link(KeyRow row, SigningKey key, KeyLink says) {}

    /**
     * @param noted the ids of all keys that have a link
     * @param open both halves of a row; empty where they are not one key, or not sealed here
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

    /** What is wrong, in sentences. */
    List<String> findings() {
        return Stream.of(
                        outside.stream()
                                .map(row -> named(row.id()) + " is in the table but not in the chain of keys:"
                                        + " it is neither published nor used"),
                        lost.stream().map(id -> named(id) + " is of the chain and missing in the table"),
                        isEmpty()
                                ? Stream.of("there is no signing key: nothing can be signed")
                                : Stream.<String>empty())
                .flatMap(each -> each)
                .limit(MOST)
                .toList();
    }

    /** Whoever wrote the row has chosen what its id is. */
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
