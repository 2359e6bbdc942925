package lethe;

import java.time.Clock;
import java.time.ZoneOffset;
import lethe.operator.cli.LetheCommand;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lethe: user, role and consent management that can prove what it forgot. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EnableScheduling
public class Lethe {
    public static void main(String[] arguments) {
        System.exit(LetheCommand.execute(Lethe.class, arguments));
    }

    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
