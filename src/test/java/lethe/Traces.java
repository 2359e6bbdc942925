package lethe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds a text in files, in every form in which software likes to write it down. */
public final class Traces {
    private static final int CHUNK = 8 << 20;
    private final List<byte[]>[] byBeginning = newTable();
    private final int longest;

    public Traces(String text) {
        var all = new LinkedHashSet<String>();
        for (var letters : List.of(text, text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT))) {
            all.add(letters);
            all.add(URLEncoder.encode(letters, StandardCharsets.UTF_8));
            all.add(letters.replace("@", "&#64;"));
            all.add(letters.replace("@", "\\u0040"));
            all.add(HexFormat.of().formatHex(utf8(letters)));
            all.add(HexFormat.of().withUpperCase().formatHex(utf8(letters)));
            all.addAll(base64(letters));
        }
        var forms = all.stream().flatMap(Traces::encoded).toList();
        for (var form : forms) {
            var place = beginning(form, 0);
            byBeginning[place] = byBeginning[place] == null ? new ArrayList<>() : byBeginning[place];
            byBeginning[place].add(form);
        }
        this.longest = forms.stream().mapToInt(form -> form.length).max().orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static List<byte[]>[] newTable() {
        return new List[1 << 16];
    }

    /** The files below a directory that hold it. */
    public List<Path> below(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).filter(this::isIn).toList();
        }
    }

    boolean isIn(Path file) {
        try (var input = Files.newInputStream(file)) {
            var kept = new byte[0];
            for (var read = input.readNBytes(CHUNK); read.length > 0; read = input.readNBytes(CHUNK)) {
                var window = joined(kept, read);
                if (hasAny(window)) {
                    return true;
                }
                kept = Arrays.copyOfRange(window, Math.max(0, window.length - longest), window.length);
            }
            return false;
        } catch (NoSuchFileException goneMeanwhile) {
            return false;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** At the three alignments; the letters at the ends, which neighbours change, are left out. */
    private static List<String> base64(String letters) {
        var found = new ArrayList<String>();
        for (var before = 0; before < 3; before++) {
            var bytes = joined(new byte[before], utf8(letters));
            var text = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            found.add(text.substring(before == 0 ? 0 : 4, text.length() - 4));
        }
        return found;
    }

    private static Stream<byte[]> encoded(String form) {
        return Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                .map((Charset charset) -> form.getBytes(charset));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** One pass: the first two bytes of a place say which forms could begin there. */
    private boolean hasAny(byte[] in) {
        for (var start = 0; start < in.length - 1; start++) {
            var candidates = byBeginning[beginning(in, start)];
            if (candidates != null && beginsAt(in, start, candidates)) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsAt(byte[] in, int start, List<byte[]> candidates) {
        for (var form : candidates) {
            var end = start + form.length;
            if (end <= in.length && Arrays.equals(in, start, end, form, 0, form.length)) {
                return true;
            }
        }
        return false;
    }

    private static int beginning(byte[] bytes, int start) {
        return (bytes[start] & 0xff) << 8 | bytes[start + 1] & 0xff;
    }
}
