package lethe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.util.ReflectionUtils;

/** A method of a bean that other classes may call, own or inherited, with an actor among its parameters. */
record Door(Object bean, Method method) {
    static Stream<Door> of(Object bean) {
        return Stream.of(ReflectionUtils.getUniqueDeclaredMethods(type(bean)))
                .filter(method -> method.getDeclaringClass().getName().startsWith("lethe.")
                        && !method.isSynthetic()
                        && !Modifier.isPrivate(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && Stream.of(method.getParameterTypes()).anyMatch(Door::isWhoActs))
                .map(method -> new Door(bean, method));
    }

    /** All classes of Lethe except pages and API handlers, which call doors. */
    static Stream<Object> beans(ApplicationContext context) {
        return Stream.of(context.getBeanDefinitionNames()).map(context::getBean).filter(bean -> {
            var type = type(bean);
            return type.getName().startsWith("lethe.")
                    && !type.getName().contains("$$")
                    && !AnnotatedElementUtils.hasAnnotation(type, Controller.class);
        });
    }

    static Class<?> type(Object bean) {
        return AopProxyUtils.ultimateTargetClass(bean);
    }

    /** The actor alone, or with their session. */
    static boolean isWhoActs(Class<?> type) {
        return type == Actor.class
                || type.isRecord()
                        && Stream.of(type.getRecordComponents()).anyMatch(one -> one.getType() == Actor.class);
    }

    static String name(Class<?> type, String method, Collection<String> parameters) {
        return type.getName().substring("lethe.".length()) + "#" + method + "(" + String.join(", ", parameters) + ")";
    }

    String name() {
        var parameters =
                Stream.of(method.getParameterTypes()).map(Class::getSimpleName).toList();
        return name(type(bean), method.getName(), parameters);
    }

    /** Calls it with ids that do not exist and nothing else: a permission is checked before anything is looked up. */
    void call(Actor actor) throws Throwable {
        method.setAccessible(true);
        try {
            method.invoke(
                    bean,
                    Stream.of(method.getParameterTypes())
                            .map(type -> value(type, actor))
                            .toArray());
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static Object value(Class<?> type, Actor actor) {
        if (type == Actor.class) {
            return actor;
        } else if (isWhoActs(type)) {
            return record(type, actor);
        } else if (type.isRecord() && isId(type.getRecordComponents())) {
            return record(type, actor);
        } else {
            return EMPTY.entrySet().stream()
                    .filter(one -> one.getKey() == type)
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }
    }

    private static final Map<Class<?>, Object> EMPTY = Map.of(
            boolean.class,
            false,
            int.class,
            0,
            long.class,
            0L,
            UUID.class,
            new UUID(0, 0),
            Map.class,
            Map.of(),
            Set.class,
            Set.of(),
            List.class,
            List.of(),
            Collection.class,
            List.of(),
            Optional.class,
            Optional.empty(),
            Permission[].class,
            new Permission[] {Permission.MANAGE_USERS});

    private static boolean isId(RecordComponent[] components) {
        return components.length == 1 && components[0].getType() == UUID.class;
    }

    private static Object record(Class<?> type, Actor actor) {
        try {
            var constructor = type.getDeclaredConstructor(Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Stream.of(type.getRecordComponents())
                    .map(one -> value(one.getType(), actor))
                    .collect(Collectors.toList())
                    .toArray());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
