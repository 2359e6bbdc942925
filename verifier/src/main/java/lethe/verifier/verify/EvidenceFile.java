package lethe.verifier.verify;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import lethe.verifier.checkpoints.KeptCheckpoint;

/** A named file, or the standard input; reads at most as much as any of our files can contain. */
public final class EvidenceFile implements Closeable {
    /** A receipt has a few thousand bytes. */
    private static final int LARGEST = 4 << 20;

    private static final String STANDARD_INPUT = "-";
    private static final int BEGINNING = 256;
    private static final Pattern EXPORT = Pattern.compile("^\\s*+\\{\\s*+\"format\"\\s*+:\\s*+\"lethe-audit-");
    private final InputStream in;

    private EvidenceFile(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** @param name of a file; a hyphen for the standard input */
    public static EvidenceFile open(String name) throws IOException {
        return new EvidenceFile(name.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(regular(Path.of(name))));
    }

    /** The checkpoint in a file, or in the receipt that it contains. */
    public static Optional<String> checkpoint(Path file) throws IOException {
        var none = FileRefused.typed("No checkpoint found in " + file + ".");
        return KeptCheckpoint.note(text(file, LARGEST, none));
    }

    /** The content, if it is text of at most {@code most} bytes. */
    static String text(Path file, int most, FileRefused otherwise) throws IOException {
        try (var in = Files.newInputStream(regular(file))) {
            return text(in, most, otherwise);
        }
    }

    /** A log may have any length and is read entry by entry. */
    boolean isLog() throws IOException {
        in.mark(BEGINNING);
        var beginning = new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1);
        in.reset();
        return EXPORT.matcher(beginning).lookingAt();
    }

    String text() throws IOException {
        return text(in, LARGEST, new FileRefused(FileRefused.FAILED, "The file is too large to be a receipt."));
    }

    /** The content of a short file, such as a code; longer files are refused unread, with that sentence. */
    public String text(int most, String otherwise) throws IOException {
        return text(in, most, FileRefused.typed(otherwise));
    }

    Reader reader() {
        return new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The reason why a file could not be read; empty for unexpected ones. */
    public static Optional<String> sentence(IOException trouble) {
        return switch (trouble) {
            case NoSuchFileException absent -> Optional.of("File not found: " + absent.getFile() + ": check its name.");
            case AccessDeniedException denied ->
                Optional.of(denied.getFile() + " cannot be read or written: check its permissions.");
            case CharacterCodingException binary -> Optional.of("One of the files is not text in UTF-8.");
            case IOException directory
            when "Is a directory".equals(directory.getMessage()) -> Optional.of("One of the files is a directory.");
            default -> Optional.empty();
        };
    }

    private static Path regular(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("Is a directory");
        }
        return file;
    }

    private static String text(InputStream in, int most, FileRefused otherwise) throws IOException {
        var bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw otherwise;
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
