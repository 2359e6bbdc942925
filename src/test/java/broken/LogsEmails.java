package broken;

import lethe.Lethe;
import lethe.commandline.LetheCommand;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** As if somebody logged whose account is looked for. */
@Import(Lethe.class)
public class LogsEmails {
    public static void main(String[] arguments) {
        System.exit(LetheCommand.execute(LogsEmails.class, arguments));
    }

    @Bean
    static BeanPostProcessor talkativeVault() {
        return new Around("lethe.vault.Vault", "find", call -> {
            LoggerFactory.getLogger(LogsEmails.class).info("looking for {}", call.getArguments()[1]);
            return call.proceed();
        });
    }
}
