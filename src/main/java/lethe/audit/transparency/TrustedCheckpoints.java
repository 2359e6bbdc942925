package lethe.audit.transparency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.platform.database.DataDirectory;
import lethe.verifier.checkpoints.CheckpointStore;
import lethe.verifier.checkpoints.Origin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The last signed checkpoint of each log, kept outside the database, so that a rollback of the database alone is detected: in the
 * data directory and, if the key file has a mirror, beside that.
 */
@Component
public class TrustedCheckpoints {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedCheckpoints.class);
    private static final String NAME = "checkpoints";
    private final CheckpointStore store;
    private final Optional<Path> mirror;

    TrustedCheckpoints(DataDirectory data, @Value("${lethe.keys-mirror:}") String mirror) {
        store = new CheckpointStore(data.path().resolve(NAME));
        this.mirror = Optional.of(mirror).filter(named -> !named.isBlank()).map(Path::of);
    }

    /** The checkpoints of the log and of each of its continuations: none of them may be taken back. */
    public List<String> of(Origin log) {
        return memories()
                .flatMap(each -> read(() -> each.all(log)).stream())
                .distinct()
                .toList();
    }

    /** The checkpoints of that origin only. */
    List<String> last(Origin origin) {
        return memories()
                .flatMap(each -> read(() -> each.last(origin)).stream())
                .toList();
    }

    /** Records a checkpoint; a shorter one never replaces a longer one. */
    public void remember(String note) {
        memories().forEach(each -> {
            try {
                each.remember(note);
            } catch (IOException away) {
                LOG.warn("a checkpoint could not be recorded outside the database", away);
            }
        });
    }

    private Stream<CheckpointStore> memories() {
        var beside = mirror.filter(Files::isDirectory).map(place -> new CheckpointStore(place.resolve(NAME)));
        return Stream.concat(Stream.of(store), beside.stream());
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }
}
