package lethe.platform.jobs;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node that is told that nothing is due of any kind: what it does, it does because it was woken. */
@TestConfiguration(proxyBeanMethods = false)
public class Unasked {
    @Bean
    @Primary
    DueKinds nothingIsDue(JdbcClient jdbc) {
        return new DueKinds(jdbc) {
            @Override
            Set<String> by(Instant time, Collection<BackgroundJob> jobs) {
                return Set.of();
            }
        };
    }
}
