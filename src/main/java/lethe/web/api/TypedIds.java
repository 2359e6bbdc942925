package lethe.web.api;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.ConditionalGenericConverter;

/** Parses ids and other single-value types: records with {@code static Optional<X> parse(String)}. */
final class TypedIds implements ConditionalGenericConverter {
    /** Cached per class, to avoid reflection for every request. */
    private static final ClassValue<Optional<Method>> PARSE = new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
            return find(type);
        }
    };

    public static boolean isOne(Class<?> type) {
        return type.isRecord() && PARSE.get(type).isPresent();
    }

    static Optional<?> parse(Class<?> type, String text) {
        try {
            return (Optional<?>) PARSE.get(type).orElseThrow().invoke(null, text);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(type.getName(), impossible);
        }
    }

    /** The prefix of an id type, such as {@code user}; empty for types other than ids. */
    public static Optional<String> prefix(Class<?> type) {
        if (type.getRecordComponents()[0].getType() != UUID.class) {
            return Optional.empty();
        }
        try {
            var constructor = type.getDeclaredConstructor(UUID.class);
            constructor.setAccessible(true);
            var text = constructor.newInstance(new UUID(0, 0)).toString();
            return Optional.of(text.substring(0, text.lastIndexOf('_')));
        } catch (ReflectiveOperationException noId) {
            throw new IllegalStateException(type.getName(), noId);
        }
    }

    @Override
    public boolean matches(TypeDescriptor from, TypeDescriptor to) {
        return isOne(to.getType());
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Set.of(new ConvertiblePair(String.class, Record.class));
    }

    @Override
    public @Nullable Object convert(@Nullable Object text, TypeDescriptor from, TypeDescriptor to) {
        return parse(to.getType(), String.valueOf(text))
                .orElseThrow(() -> new IllegalArgumentException(to.getType().getSimpleName()));
    }

    private static Optional<Method> find(Class<?> type) {
        try {
            var parse = type.getDeclaredMethod("parse", String.class);
            parse.setAccessible(true);
            var fits = Modifier.isStatic(parse.getModifiers()) && parse.getReturnType() == Optional.class;
            return fits ? Optional.of(parse) : Optional.empty();
        } catch (NoSuchMethodException none) {
            return Optional.empty();
        }
    }
}
