package broken;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import lethe.Lethe;
import lethe.operator.cli.LetheCommand;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** As if keys were not overwritten: their file is what it was before. */
@Import(Lethe.class)
public class KeepsSlots {
    public static void main(String[] arguments) {
        System.exit(LetheCommand.execute(KeepsSlots.class, arguments));
    }

    @Bean
    static BeanPostProcessor forgetfulDisk() {
        var slots = Path.of(System.getenv("LETHE_DATA"), "keys", "slots");
        return new Around("lethe.vault.vault.Vault", "forgetAll", call -> {
            var before = Files.readAllBytes(slots);
            var answer = call.proceed();
            try (var file = new RandomAccessFile(slots.toFile(), "rw")) {
                file.write(before);
            }
            return answer;
        });
    }
}
