package lethe;

import java.time.Clock;
import java.time.ZoneOffset;
import lethe.operator.cli.LetheCommand;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.util.ClassUtils;

/** Lethe: user, role and consent management that can prove what it forgot. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EnableScheduling
public class Lethe {
    private static final String BEANS = "lethe.Lethe__ApplicationContextInitializer";

    /** The build calls it too, to write down which beans there are: {@code spring-boot:process-aot}. */
    public static void main(String[] arguments) {
        if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            SpringApplication.run(Lethe.class, "--spring.config.location=classpath:/");
            return;
        }
        if (ClassUtils.isPresent(BEANS, null)) {
            SpringProperties.setFlag(AotDetector.AOT_ENABLED);
        }
        System.exit(LetheCommand.execute(Lethe.class, arguments));
    }

    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
