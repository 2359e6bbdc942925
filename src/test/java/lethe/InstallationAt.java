package lethe;

import com.icegreen.greenmail.util.GreenMail;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Lethe on a persistent data directory, at a time chosen by the caller; in this process, for making and testing
 * fixtures.
 */
final class InstallationAt implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private InstallationAt(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * @param place contains the directory {@code data} and the master key
     * @param now the clock's initial time
     */
    static InstallationAt start(Path place, Instant now, @Nullable GreenMail mail) {
        var clock = Clock.offset(
                Clock.tickMillis(ZoneOffset.UTC),
                Duration.between(Clock.systemUTC().instant(), now));
        var arguments = new ArrayList<>(List.of(
                "--spring.config.location=classpath:/",
                "--lethe.port=0",
                "--lethe.data=" + place.resolve("data"),
                "--lethe.master-key-file=" + place.resolve("master.key")));
        if (mail != null) {
            arguments.add("--lethe.smtp-url=smtp://127.0.0.1:" + mail.getSmtp().getPort());
            arguments.add("--lethe.mail-from=post@lethe.example");
        }
        return new InstallationAt(new SpringApplicationBuilder(Lethe.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("clockOfTheFixture", Clock.class, () -> clock, bean -> bean.setPrimary(true)))
                .run(arguments.toArray(String[]::new)));
    }

    ApplicationContext context() {
        return context;
    }

    Api api() {
        return new Api(Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port")));
    }

    @Override
    public void close() {
        context.close();
    }
}
