package lethe.partners.csv;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Crowded;
import lethe.platform.kernel.UserId;
import lethe.web.api.HeldBytes;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Uploaded files between check and creation: in memory, for a limited time, one per user. On another node or after a
 * restart, the user must upload the file again.
 */
@Component
class Uploads {
    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final int MOST = 16;
    private final Clock clock;
    private final HeldBytes held;
    private final LinkedHashMap<UserId, Upload> waiting = new LinkedHashMap<>();

    Uploads(Clock clock, HeldBytes held) {
        this.clock = clock;
        this.held = held;
    }

    private record Upload(byte[] file, Instant until, HeldBytes.Lease lease) {
        private void forget() {
            lease.close();
        }
    }

    /** Drops the oldest files if there are too many files or bytes; refuses if that is not enough. */
    synchronized void keep(Actor actor, byte[] file) {
        remove(actor);
        var lease = held.lease(HeldBytes.Share.KEPT);
        while (waiting.size() >= MOST || !lease.take(file.length)) {
            var oldest = waiting.pollFirstEntry();
            if (oldest == null) {
                throw new Crowded();
            }
            oldest.getValue().forget();
        }
        waiting.put(actor.self(), new Upload(file, clock.instant().plus(KEPT), lease));
    }

    synchronized Optional<byte[]> of(Actor actor) {
        sweep();
        return Optional.ofNullable(waiting.get(actor.self())).map(Upload::file);
    }

    synchronized void remove(Actor actor) {
        Optional.ofNullable(waiting.remove(actor.self())).ifPresent(Upload::forget);
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    synchronized void sweep() {
        waiting.values().removeIf(upload -> {
            var over = upload.until().isBefore(clock.instant());
            if (over) {
                upload.forget();
            }
            return over;
        });
    }
}
