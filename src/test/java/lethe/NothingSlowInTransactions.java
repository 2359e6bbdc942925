package lethe;

import lethe.signin.passwords.Passwords;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Fails any test that hashes within a transaction: a connection that waits for a hash is missing elsewhere. The SMTP
 * connection refuses transactions in production as well.
 */
@TestConfiguration(proxyBeanMethods = false)
class NothingSlowInTransactions {
    @Bean
    static BeanPostProcessor slownessIsRefused() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Passwords passwords ? watched(passwords) : bean;
            }
        };
    }

    /** All their methods are slow. */
    private static Object watched(Passwords bean) {
        var watched = new ProxyFactory(bean);
        watched.setProxyTargetClass(true);
        watched.addAdvice((MethodInterceptor) call -> {
            var method = call.getMethod().getName();
            if (TransactionSynchronizationManager.isActualTransactionActive()) {
                throw new AssertionError(method + " takes long, and a transaction is open");
            }
            var answer = call.proceed();
            Meanwhile.reached(method);
            return answer;
        });
        return watched.getProxy();
    }
}
