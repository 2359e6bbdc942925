package lethe;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Lethe: user, role and consent management that can prove what it forgot. */
@SpringBootApplication
public class Lethe {
    public static void main(String[] arguments) {
        SpringApplication.run(Lethe.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
