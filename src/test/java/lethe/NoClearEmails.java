package lethe;

import java.util.List;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Checks every statement of every test, and fails if a parameter contains an e-mail address: what is encrypted before
 * JDBC appears in no statement log, temporary file, statistics or replica.
 */
@TestConfiguration(proxyBeanMethods = false)
class NoClearEmails {
    private static final String PERSONS = Stage.CANARY + ".example";

    /** Statements with organisations' contact addresses, which are published and belong to no user. */
    private static final List<String> PUBLISHED = List.of(
            "support_channel",
            "notice_text",
            "termination set receipt",
            "into issue",
            "update issue",
            "operator_issue");

    @Bean
    static BeanPostProcessor emailsAreRefused() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource source ? watched(source) : bean;
            }
        };
    }

    static boolean isRefused(String sql, List<?> parameters) {
        var published = PUBLISHED.stream().anyMatch(sql::contains);
        return parameters.stream()
                .anyMatch(
                        parameter -> parameter instanceof String text && text.indexOf(published ? PERSONS : "@") >= 0);
    }

    private static DataSource watched(DataSource source) {
        return ProxyDataSourceBuilder.create(source).listener(new Guard()).build();
    }

    private static final class Guard implements QueryExecutionListener {
        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            for (var query : queries) {
                var parameters = query.getParametersList().stream()
                        .flatMap(List::stream)
                        .map(operation ->
                                operation.getArgs().length > 1 ? operation.getArgs()[1] : null)
                        .filter(value -> value != null)
                        .toList();
                if (isRefused(query.getQuery(), parameters)) {
                    throw new AssertionError("a clear e-mail address is a parameter of: " + query.getQuery());
                }
            }
        }

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}
    }
}
