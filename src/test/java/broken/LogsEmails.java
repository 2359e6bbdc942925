package broken;

import lethe.Lethe;
import lethe.operator.cli.LetheCommand;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** As if somebody wrote whose account is looked for, past the loggers that strip addresses. */
@Import(Lethe.class)
public class LogsEmails {
    public static void main(String[] arguments) {
        System.exit(LetheCommand.execute(LogsEmails.class, arguments));
    }

    @Bean
    static BeanPostProcessor talkativeVault() {
        return new Around("lethe.vault.vault.Vault", "find", call -> {
            System.err.println("looking for " + call.getArguments()[1]);
            return call.proceed();
        });
    }
}
