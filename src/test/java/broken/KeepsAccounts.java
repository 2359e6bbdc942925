package broken;

import java.util.List;
import java.util.function.Supplier;
import lethe.Lethe;
import lethe.operator.cli.LetheCommand;
import lethe.platform.personaldata.PersonalDataHolder.Erasure;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** As if one holder's {@code erase} was commented out: it says that it erased, and did not. */
@Import(Lethe.class)
public class KeepsAccounts {
    public static void main(String[] arguments) {
        System.exit(LetheCommand.execute(KeepsAccounts.class, arguments));
    }

    @Bean
    static BeanPostProcessor lazyHolder() {
        return new Around("lethe.identity.users.SealedEmails", "erase", call ->
                (Supplier<Erasure>) () -> new Erasure("users", List.of("email"), List.of()));
    }
}
