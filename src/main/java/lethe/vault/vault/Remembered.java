package lethe.vault.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.kernel.PrivateFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nonces that the newest key file may have, recorded apart from it and the database: beside the checkpoints of the audit
 * logs, in the data directory and in the mirror. Two during a change, otherwise one.
 */
final class Remembered {
    private static final Logger LOG = LoggerFactory.getLogger(Remembered.class);
    private static final Path FILE = Path.of("checkpoints", "key-file");
    private final Path data;
    private final Optional<Path> mirror;

    Remembered(Path data, @Nullable Path mirror) {
        this.data = data;
        this.mirror = Optional.ofNullable(mirror);
    }

    /** Whether nonces are recorded and this is none of them, which means that the key file was restored from a copy. */
    boolean contradicts(UUID nonce) throws IOException {
        for (var place : places().map(each -> each.resolve(FILE)).toList()) {
            if (Files.exists(place) && !Files.readAllLines(place).contains(nonce.toString())) {
                return true;
            }
        }
        return false;
    }

    void only(UUID nonce) {
        remember(Set.of(nonce));
    }

    void either(UUID nonce, UUID next) {
        remember(new LinkedHashSet<>(List.of(nonce, next)));
    }

    private void remember(Set<UUID> nonces) {
        var lines = nonces.stream().map(nonce -> nonce + "\n").collect(Collectors.joining());
        places().forEach(place -> {
            try {
                PrivateFiles.replace(place.resolve(FILE), lines);
            } catch (IOException away) {
                LOG.warn("The nonce of the newest key file could not be recorded in {}", place, away);
            }
        });
    }

    private Stream<Path> places() {
        return Stream.concat(Stream.of(data), mirror.filter(Files::isDirectory).stream());
    }
}
