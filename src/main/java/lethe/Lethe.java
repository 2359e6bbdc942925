package lethe;

import java.time.Clock;
import lethe.commandline.LetheCommand;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Lethe: user, role and consent management that can prove what it forgot. */
@SpringBootApplication
public class Lethe {
    public static void main(String[] arguments) {
        System.exit(LetheCommand.execute(Lethe.class, arguments));
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
