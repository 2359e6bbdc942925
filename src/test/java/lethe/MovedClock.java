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

/** The system's clock, and how far a test has moved it ahead: {@code @Import(MovedClock.OfThePlatform.class)}. */
public final class MovedClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    public void moveTo(Instant at) {
        ahead = Duration.between(Instant.now(), at);
    }

    public void moveAhead(Duration by) {
        ahead = by;
    }

    /** Afterwards, for the tests that share the platform. */
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

    /** The platform of all tests that move it. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class OfThePlatform {
        @Bean
        @Primary
        MovedClock movedClock() {
            return new MovedClock();
        }

        /** The database, which removes nothing before its time by its own clock, is to believe this one. */
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
