package lethe.vault.storage;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The disk of the key file. Which one is decided at each start, not when Lethe is built. */
@Configuration(proxyBeanMethods = false)
class DiskChoice {
    /** @param seed set only by {@code lethe torture}: the seed of what a simulated power failure loses */
    @Bean
    Disk keyFileDisk(@Value("${lethe.loses-unsynced:#{null}}") @Nullable Long seed) {
        return seed == null ? new Disk() : new LosingDisk(seed);
    }
}
