package lethe.limit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Records which statements a call sends, with their parameters, and which of them travel together. Only those of a request's thread. */
final class Recorder implements BeanPostProcessor {
    private static final String REQUEST = "tomcat-handler-";

    /** Sent once a second, whatever is called: its answer is cached. */
    private static final String NOW_AND_THEN = "from organisation limit 2";

    /** By thread: Tomcat handles each call on a thread of its own, and the first statement of each call recognises the token. */
    private final Map<String, List<Wait>> waits = new ConcurrentHashMap<>();

    /** @param parameters in the order of the placeholders */
    record Sent(String sql, List<@Nullable Object> parameters) {}

    /** What is sent together, with one wait. */
    record Wait(List<Sent> sent) {
        boolean asks(String text) {
            return sent.stream().anyMatch(one -> one.sql().contains(text));
        }
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof DataSource)) {
            return bean;
        }
        var recorded = new ProxyFactory(bean);
        recorded.setProxyTargetClass(true);
        recorded.addAdvice((MethodInterceptor) call -> {
            var answer = invoked(call.getMethod(), bean, call.getArguments());
            return answer instanceof Connection connection ? new OnConnection(connection).proxy() : answer;
        });
        return recorded.getProxy();
    }

    /** The calls since the last time, each as its waits. */
    List<List<Wait>> take() {
        var calls = new ArrayList<List<Wait>>();
        for (var thread : waits.values()) {
            for (var wait : thread) {
                if (wait.asks("recognise_token")) {
                    calls.add(new ArrayList<>());
                }
                calls.getLast().add(wait);
            }
        }
        waits.clear();
        return calls;
    }

    private void wait(List<Sent> sent) {
        var thread = Thread.currentThread().getName();
        var wait = new Wait(List.copyOf(sent));
        if (thread.startsWith(REQUEST) && !wait.asks(NOW_AND_THEN)) {
            waits.computeIfAbsent(thread, any -> new ArrayList<>()).add(wait);
        }
    }

    private static @Nullable Object invoked(Method method, Object on, @Nullable Object @Nullable [] given) throws Throwable {
        try {
            return method.invoke(on, given);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    /** As the driver does it: a transaction's begin travels with its first statement. */
    private final class OnConnection {
        private final Connection connection;
        private boolean commitsItself = true;
        private boolean onlyReads;
        private boolean begun;

        OnConnection(Connection connection) {
            this.connection = connection;
        }

        Object proxy() {
            return Proxy.newProxyInstance(
                    Recorder.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, given) -> {
                        switch (method.getName()) {
                            case "setAutoCommit" -> commitsItself = (boolean) given[0];
                            case "setReadOnly" -> onlyReads = (boolean) given[0];
                            case "commit", "rollback" -> end(method.getName());
                            case "close" -> end("rollback");
                            default -> {}
                        }
                        var answer = invoked(method, connection, given);
                        return answer instanceof Statement statement
                                ? new OnStatement(statement, given == null ? "" : String.valueOf(given[0]))
                                        .proxy(method.getReturnType())
                                : answer;
                    });
        }

        private void end(String how) {
            if (begun) {
                begun = false;
                Recorder.this.wait(List.of(new Sent(how, List.of())));
            }
        }

        private void send(List<Sent> statements) {
            var sent = new ArrayList<Sent>();
            if (!commitsItself && !begun) {
                begun = true;
                sent.add(new Sent(onlyReads ? "begin read only" : "begin", List.of()));
            }
            sent.addAll(statements);
            Recorder.this.wait(sent);
        }

        private final class OnStatement {
            private final Statement statement;
            private final String sql;
            private final TreeMap<Integer, @Nullable Object> parameters = new TreeMap<>();
            private final List<Sent> batch = new ArrayList<>();

            OnStatement(Statement statement, String sql) {
                this.statement = statement;
                this.sql = sql;
            }

            Object proxy(Class<?> type) {
                return Proxy.newProxyInstance(
                        Recorder.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                            noted(method.getName(), given == null ? new Object[0] : given);
                            return invoked(method, statement, given);
                        });
            }

            private void noted(String name, @Nullable Object[] given) throws SQLException {
                if (name.equals("setNull")) {
                    parameters.put((Integer) given[0], null);
                } else if (name.startsWith("set") && given.length > 1 && statement instanceof PreparedStatement) {
                    parameters.put((Integer) given[0], given[1]);
                } else if (name.equals("addBatch")) {
                    batch.addAll(single(given));
                } else if (name.startsWith("execute")) {
                    send(name.contains("Batch") ? batch : single(given));
                    batch.clear();
                }
            }

            /** Statements that were joined are told apart again, with the parameters of each. */
            private List<Sent> single(@Nullable Object[] given) {
                var values = new ArrayList<@Nullable Object>(parameters.values());
                var sent = new ArrayList<Sent>();
                for (var text : (given.length > 0 ? String.valueOf(given[0]) : sql).split(";\n")) {
                    var own = Placeholders.count(text);
                    sent.add(new Sent(text, new ArrayList<>(values.subList(0, own))));
                    values.subList(0, own).clear();
                }
                if (!values.isEmpty()) {
                    throw new IllegalStateException("Parameters are left over: " + sql);
                }
                return sent;
            }
        }
    }
}
