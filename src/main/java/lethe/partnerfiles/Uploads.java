package lethe.partnerfiles;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lethe.kernel.Actor;
import lethe.kernel.UserId;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Files between their check and the creation of what is in them: in memory only, for a while, one for each person. On
 * another node, or after a restart, it is chosen once more.
 */
@Component
class Uploads {
    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final int MOST = 16;
    private final Clock clock;
    private final LinkedHashMap<UserId, Upload> waiting = new LinkedHashMap<>();

    Uploads(Clock clock) {
        this.clock = clock;
    }

    private record Upload(byte[] file, Instant until) {}

    synchronized void keep(Actor actor, byte[] file) {
        waiting.remove(actor.self());
        waiting.put(actor.self(), new Upload(file, clock.instant().plus(KEPT)));
        if (waiting.size() > MOST) {
            waiting.pollFirstEntry();
        }
    }

    synchronized Optional<byte[]> of(Actor actor) {
        sweep();
        return Optional.ofNullable(waiting.get(actor.self())).map(Upload::file);
    }

    synchronized void remove(Actor actor) {
        waiting.remove(actor.self());
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    synchronized void sweep() {
        waiting.values().removeIf(upload -> upload.until().isBefore(clock.instant()));
    }
}
