package lethe.platform.jobs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.TaskScheduler;

/** A node whose scheduled work runs only when a test runs it, and whose statements are counted. */
@TestConfiguration(proxyBeanMethods = false)
public class Unscheduled {
    private static final Set<String> TWO = Set.of("commit", "rollback");

    @Bean
    TaskScheduler taskScheduler() {
        return never(TaskScheduler.class);
    }

    @Bean
    @Primary
    StoppedClock stoppedClock() {
        return new StoppedClock();
    }

    @Bean
    TriedJob triedJob() {
        return new TriedJob();
    }

    @Bean
    static Statements statements() {
        return new Statements();
    }

    @Bean
    static BeanPostProcessor countsStatements(Statements statements) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource ? counted(bean, statements) : bean;
            }
        };
    }

    /** Does nothing about its work but look. */
    static final class TriedJob implements BackgroundJob {
        static final String KIND = "TRIED";
        private final AtomicInteger looks = new AtomicInteger();

        @Override
        public String kindOfWork() {
            return KIND;
        }

        @Override
        public void look() {
            looks.incrementAndGet();
        }

        int looks() {
            return looks.getAndSet(0);
        }
    }

    /** Advances only on request; starts at noon, so that no day ends during a test. */
    static final class StoppedClock extends Clock {
        private volatile Instant instant =
                Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(12));

        void advance(Duration by) {
            instant = instant.plus(by);
        }

        @Override
        public Instant instant() {
            return instant;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Statements as the server counts them, including the beginning and the end of each transaction. */
    public static final class Statements {
        private static final String REQUEST = "tomcat-handler-";
        private final AtomicInteger count = new AtomicInteger();
        private final List<String> waits = new CopyOnWriteArrayList<>();

        int taken() {
            return count.getAndSet(0);
        }

        /** The round trips since the last call: a statement's text or {@code commit} each. */
        public List<String> waits() {
            var taken = List.copyOf(waits);
            waits.clear();
            return taken;
        }

        private void wait(String what) {
            if (Thread.currentThread().getName().startsWith(REQUEST)) {
                waits.add(what);
            }
        }
    }

    /** A scheduler that accepts every task and never runs it. */
    @SuppressWarnings("unchecked")
    private static <T> T never(Class<T> type) {
        return (T) Proxy.newProxyInstance(
                Unscheduled.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == given[0];
                    case "toString" -> type.getSimpleName();
                    default -> answer(method);
                });
    }

    private static @Nullable Object answer(Method method) {
        if (method.getReturnType().isAssignableFrom(ScheduledFuture.class)
                && !method.getReturnType().equals(Object.class)) {
            return never(ScheduledFuture.class);
        }
        return method.getReturnType().equals(boolean.class) ? Boolean.TRUE : null;
    }

    private static Object counted(Object connections, Statements statements) {
        var counted = new ProxyFactory(connections);
        counted.setProxyTargetClass(true);
        counted.addAdvice((MethodInterceptor) call -> call.proceed() instanceof Connection connection
                ? watched(Connection.class, connection, "", statements)
                : call.getMethod().invoke(connections, call.getArguments()));
        return counted.getProxy();
    }

    private static Object watched(Class<?> type, Object real, String sql, Statements statements) {
        return Proxy.newProxyInstance(
                Unscheduled.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    if (TWO.contains(method.getName())) {
                        statements.count.addAndGet(2);
                        statements.wait(method.getName());
                    } else if (method.getName().startsWith("execute")) {
                        statements.count.incrementAndGet();
                        statements.wait(given == null ? sql : String.valueOf(given[0]));
                    }
                    var answer = call(real, method, given);
                    return answer instanceof Statement && type.equals(Connection.class)
                            ? watched(
                                    method.getReturnType(),
                                    answer,
                                    given == null ? "" : String.valueOf(given[0]),
                                    statements)
                            : answer;
                });
    }

    private static @Nullable Object call(Object real, Method method, @Nullable Object @Nullable [] given)
            throws Throwable {
        try {
            return method.invoke(real, given);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
