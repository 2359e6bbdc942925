package lethe.selftest.prove;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in files in every form in which software may write them: UTF-8 and UTF-16 in both byte orders; in their
 * own, upper and lower case; escaped for URLs, HTML and JSON; in base64 at its three alignments; in hex.
 */
public final class ResidueScan {
    private static final int CHUNK = 8 << 20;
    private final @Nullable List<Form>[] byBeginning = newTable();
    private final int longest;

    private record Form(String name, byte[] bytes) {}

    /** @param secrets by name */
    public ResidueScan(Map<String, String> secrets) {
        var most = 0;
        for (var secret : secrets.entrySet()) {
            for (var bytes : encoded(forms(secret.getValue()))) {
                var place = beginning(bytes, 0);
                var there = byBeginning[place];
                if (there == null) {
                    byBeginning[place] = there = new ArrayList<>();
                }
                there.add(new Form(secret.getKey(), bytes));
                most = Math.max(most, bytes.length);
            }
        }
        longest = most;
    }

    /** A secret in a file. */
    public record Trace(String secret, Path file) {
        @Override
        public String toString() {
            return secret + " in " + file;
        }
    }

    /** How much was read, and what was found. */
    public record Scan(long files, long bytes, List<Trace> traces) {}

    /** Reads all files below a directory; ignores files that disappear in the meantime. */
    public Scan scan(Path directory) throws IOException {
        var traces = new ArrayList<Trace>();
        var counts = new long[2];
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    counts[0]++;
                    counts[1] += attributes.size();
                    in(file).forEach(secret -> traces.add(new Trace(secret, file)));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return new Scan(counts[0], counts[1], traces);
    }

    /** The names of the secrets in a file. */
    public Set<String> in(Path file) throws IOException {
        try (var input = Files.newInputStream(file)) {
            return count(input).keySet();
        } catch (NoSuchFileException goneMeanwhile) {
            return Set.of();
        }
    }

    /** How often each secret occurs in any form, by name. */
    SortedMap<String, Long> count(InputStream input) throws IOException {
        var found = new TreeMap<String, Long>();
        var kept = new byte[0];
        for (var read = input.readNBytes(CHUNK); read.length > 0; read = input.readNBytes(CHUNK)) {
            var window = joined(kept, read);
            collect(window, kept.length, name -> found.merge(name, 1L, Long::sum));
            kept = Arrays.copyOfRange(window, Math.max(0, window.length - longest), window.length);
        }
        return found;
    }

    private static Collection<String> forms(String text) {
        var all = new LinkedHashSet<String>();
        for (var letters : List.of(text, text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT))) {
            all.add(letters);
            all.add(URLEncoder.encode(letters, StandardCharsets.UTF_8));
            all.add(letters.replace("@", "&#64;"));
            all.add(letters.replace("@", "&#x40;"));
            all.add(letters.replace("@", "&commat;"));
            all.add(letters.replace("@", "\\u0040"));
            all.add(HexFormat.of().formatHex(utf8(letters)));
            all.add(HexFormat.of().withUpperCase().formatHex(utf8(letters)));
            all.addAll(base64(letters));
        }
        return all;
    }

    /** At the three alignments; leaves out the characters at both ends, which depend on neighbouring bytes. */
    private static List<String> base64(String letters) {
        var found = new ArrayList<String>();
        for (var before = 0; before < 3; before++) {
            var bytes = joined(new byte[before], utf8(letters));
            var text = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            var inner = text.substring(before == 0 ? 0 : 4, text.length() - 4);
            found.add(inner);
            found.add(inner.replace('+', '-').replace('/', '_'));
        }
        return found;
    }

    private static List<byte[]> encoded(Collection<String> forms) {
        var all = new ArrayList<byte[]>();
        for (var form : forms) {
            all.add(form.getBytes(StandardCharsets.UTF_8));
            all.add(form.getBytes(StandardCharsets.UTF_16LE));
            all.add(form.getBytes(StandardCharsets.UTF_16BE));
        }
        return all;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /**
     * One pass: the first two bytes at a position select the forms that could start there. Ignores matches that end in
     * the part already searched.
     */
    private void collect(byte[] in, int known, Consumer<String> found) {
        for (var start = 0; start < in.length - 1; start++) {
            var candidates = byBeginning[beginning(in, start)];
            if (candidates != null) {
                collect(in, start, known, candidates, found);
            }
        }
    }

    private static void collect(byte[] in, int start, int known, List<Form> candidates, Consumer<String> found) {
        for (var form : candidates) {
            var end = start + form.bytes().length;
            if (end > known
                    && end <= in.length
                    && Arrays.equals(in, start, end, form.bytes(), 0, form.bytes().length)) {
                found.accept(form.name());
            }
        }
    }

    private static int beginning(byte[] bytes, int start) {
        return (bytes[start] & 0xff) << 8 | bytes[start + 1] & 0xff;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable List<Form>[] newTable() {
        return new List[1 << 16];
    }
}
