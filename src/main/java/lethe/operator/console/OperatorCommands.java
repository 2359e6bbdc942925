package lethe.operator.console;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lethe.platform.management.Command;
import lethe.platform.requests.PublicAddress;
import lethe.signin.sessions.OperatorSessions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code lethe operator token} and {@code lethe operator link}. */
@Configuration(proxyBeanMethods = false)
class OperatorCommands {
    @Bean
    Command operatorToken(OperatorSessions operators) {
        return new Line("operator-token", () -> "token: " + operators.token());
    }

    @Bean
    Command operatorLink(OperatorSessions operators, PublicAddress address) {
        return new Line("operator-link", () -> "link: " + address.link("/operator/link/" + operators.link()));
    }

    private record Line(String name, Supplier<String> line) implements Command {
        @Override
        public List<String> run(Map<String, String> options) {
            return List.of(line.get());
        }
    }
}
