package lethe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import lethe.platform.database.AsOwner;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The system clock with an offset set by tests: {@code @Import(MovedClock.OfThePlatform.class)}. */
public final class MovedClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    public void moveTo(Instant at) {
        ahead = Duration.between(Instant.now(), at);
    }

    public void moveAhead(Duration by) {
        ahead = by;
    }

    /** Resets the offset, for other tests on the same platform. */
    public void moveBack() {
        ahead = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return Clock.tickMillis(ZoneOffset.UTC).instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    /** The platform configuration of tests that move the clock. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class OfThePlatform {
        @Bean
        @Primary
        MovedClock movedClock() {
            return new MovedClock();
        }

        /** Disables the database's own clock, by which it refuses to delete anything early. */
        @Bean
        SmartInitializingSingleton databaseBelieves(ApplicationContext context) {
            return () -> AsOwner.of(context).execute("""
                    create or replace function moment() returns timestamptz
                        language sql stable
                        return 'infinity'::timestamptz
                    """);
        }
    }
}
