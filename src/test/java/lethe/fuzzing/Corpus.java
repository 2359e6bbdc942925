package lethe.fuzzing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The inputs of a parser that are kept, an input a line: what is not plain ASCII, and the backslash, as {@code \xHH}. */
final class Corpus {
    private static final Path HOME = Path.of("src/test/resources/fuzzing");
    private static final int ESCAPED = 4;
    private final Path file;

    Corpus(String name) {
        file = HOME.resolve(name + ".txt");
    }

    List<byte[]> inputs() throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
                    .map(Corpus::bytes)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    void write(Collection<byte[]> inputs) throws IOException {
        var lines = inputs.stream()
                .map(Corpus::line)
                .distinct()
                .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
                .toList();
        Files.createDirectories(HOME);
        Files.write(file, lines, StandardCharsets.US_ASCII);
    }

    static String line(byte[] bytes) {
        var line = new StringBuilder();
        for (var one : bytes) {
            line.append(
                    one >= ' ' && one < 0x7f && one != '\\' ? String.valueOf((char) one) : "\\x%02x".formatted(one));
        }
        return line.toString();
    }

    static byte[] bytes(String line) {
        var bytes = new ByteArrayOutputStream();
        for (var at = 0; at < line.length(); at++) {
            if (line.charAt(at) == '\\') {
                bytes.write(Integer.parseInt(line, at + 2, at + ESCAPED, 16));
                at += ESCAPED - 1;
            } else {
                bytes.write(line.charAt(at));
            }
        }
        return bytes.toByteArray();
    }
}
