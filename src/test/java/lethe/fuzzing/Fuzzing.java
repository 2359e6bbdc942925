package lethe.fuzzing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import lethe.fuzzing.Readers.Reader;

/**
 * Where Jazzer comes in: {@code -Dfuzzed=NAME} says which parser it hands its inputs to. By itself {@code list} names them
 * all, {@code unpack NAME DIR} lays out the inputs that are kept, {@code pack NAME DIR} keeps those instead.
 */
public final class Fuzzing {
    private static final Reader READER =
            Readers.everywhere().getOrDefault(System.getProperty("fuzzed", ""), bytes -> {});

    private Fuzzing() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws Exception {
        READER.read(bytes);
    }

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "list" -> Readers.everywhere().keySet().forEach(System.out::println);
            case "unpack" -> unpack(new Corpus(arguments[1]), Path.of(arguments[2]));
            case "pack" -> pack(new Corpus(arguments[1]), Path.of(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void unpack(Corpus corpus, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (var input : corpus.inputs()) {
            Files.write(Files.createTempFile(directory, "kept", ""), input);
        }
    }

    private static void pack(Corpus corpus, Path directory) throws IOException {
        var inputs = new ArrayList<byte[]>();
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        corpus.write(inputs);
    }
}
