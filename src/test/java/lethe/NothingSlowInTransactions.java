package lethe;

import java.util.Set;
import lethe.messaging.mail.MailQueue;
import lethe.signin.passwords.Passwords;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Stands before everything slow in every test and fails whoever comes to it with a transaction open: a connection that waits for a
 * hash or a mail server is one that everybody else lacks.
 */
@TestConfiguration(proxyBeanMethods = false)
class NothingSlowInTransactions {
    /** Opens the line to the mail server; the rest of that room is quick. */
    private static final Set<String> SLOW_OF_MAILS = Set.of("line");

    @Bean
    static BeanPostProcessor slownessIsRefused() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return switch (bean) {
                    case Passwords passwords -> watched(passwords, Set.of());
                    case MailQueue mails -> watched(mails, SLOW_OF_MAILS);
                    default -> bean;
                };
            }
        };
    }

    /** @param slow none named: all that it can do */
    private static Object watched(Object bean, Set<String> slow) {
        var watched = new ProxyFactory(bean);
        watched.setProxyTargetClass(true);
        watched.addAdvice((MethodInterceptor) call -> {
            var method = call.getMethod().getName();
            if ((slow.isEmpty() || slow.contains(method))
                    && TransactionSynchronizationManager.isActualTransactionActive()) {
                throw new AssertionError(method + " takes long, and a transaction is open");
            }
            var answer = call.proceed();
            Meanwhile.reached(method);
            return answer;
        });
        return watched.getProxy();
    }
}
