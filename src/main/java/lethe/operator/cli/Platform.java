package lethe.operator.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lethe.platform.management.ReadyLines;
import lethe.platform.requests.PublicAddress;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the platform in this process. */
final class Platform {
    /** Ignores Spring configuration files in the working directory. */
    private static final String OWN_FILES_ONLY = "spring.config.location=classpath:/";

    private Platform() {}

    /** Returns when Lethe accepts requests. */
    static ConfigurableApplicationContext start(Class<?> application, Map<String, String> properties) {
        var arguments = properties.entrySet().stream().map(property -> property.getKey() + "=" + property.getValue());
        return new SpringApplication(application)
                .run(Stream.concat(Stream.of(OWN_FILES_ONLY), arguments)
                        .map(argument -> "--" + argument)
                        .toArray(String[]::new));
    }

    /** The lines that modules print for the operator at start. */
    static List<String> readyLines(ApplicationContext context) {
        var base = context.getBean(PublicAddress.class).base();
        return context.getBeanProvider(ReadyLines.class)
                .orderedStream()
                .flatMap(room -> room.lines(base).stream())
                .toList();
    }
}
