package lethe.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import lethe.platform.kernel.Page;
import lethe.platform.requests.Rfc3339;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.Serializers;
import tools.jackson.databind.ser.std.ToStringSerializer;
import tools.jackson.databind.type.LogicalType;

/** The JSON format of ids, times and enums, and strict parsing. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class JsonWords implements JsonMapperBuilderCustomizer {
    @Override
    public void customize(JsonMapper.Builder json) {
        json.enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(
                        MapperFeature.ALLOW_COERCION_OF_SCALARS,
                        MapperFeature.SORT_PROPERTIES_ALPHABETICALLY,
                        MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .withCoercionConfigDefaults(JsonWords::never)
                .withCoercionConfig(LogicalType.Textual, JsonWords::never)
                .changeDefaultPropertyInclusion(given -> given.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .addMixIn(Page.class, NextIsSaidEvenAtTheEnd.class)
                .addModule(words());
    }

    private static void never(MutableCoercionConfig coercion) {
        for (var shape : CoercionInputShape.values()) {
            coercion.setCoercion(shape, CoercionAction.Fail);
        }
    }

    private static SimpleModule words() {
        var module = new SimpleModule("lethe") {
            @Override
            public void setupModule(SetupContext context) {
                super.setupModule(context);
                context.addSerializers(new WriteIds());
                context.addDeserializers(new ReadIds());
            }
        };
        module.addSerializer(Instant.class, new WriteInstant());
        module.addDeserializer(
                Instant.class, text(Instant.class, text -> Rfc3339.parse(text).orElseThrow()));
        module.addDeserializer(LocalDate.class, text(LocalDate.class, LocalDate::parse));
        return module;
    }

    private static <T> ValueDeserializer<T> text(Class<T> type, Reading<T> reading) {
        return new FromText<>(type, reading);
    }

    private interface NextIsSaidEvenAtTheEnd {
        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Nullable
        String next();
    }

    private interface Reading<T> {
        T of(String text);
    }

    /** Parses a value from a JSON string; refuses other JSON types. */
    private static final class FromText<T> extends ValueDeserializer<T> {
        private final Class<?> type;
        private final Reading<T> reading;

        private FromText(Class<?> type, Reading<T> reading) {
            this.type = type;
            this.reading = reading;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser parser, DeserializationContext context) throws JacksonException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (T) context.handleUnexpectedToken(type, parser);
            }
            try {
                return reading.of(parser.getString());
            } catch (RuntimeException unreadable) {
                return (T) context.handleWeirdStringValue(type, parser.getString(), "unreadable");
            }
        }
    }

    private static final class WriteInstant extends ValueSerializer<Instant> {
        @Override
        public void serialize(Instant at, JsonGenerator json, SerializationContext context) {
            json.writeString(Rfc3339.text(at));
        }
    }

    private static final class WriteIds extends Serializers.Base {
        @Override
        public @Nullable ValueSerializer<?> findSerializer(
                SerializationConfig config,
                JavaType type,
                BeanDescription.Supplier bean,
                com.fasterxml.jackson.annotation.JsonFormat.@Nullable Value format) {
            return TypedIds.isOne(type.getRawClass()) ? ToStringSerializer.instance : null;
        }
    }

    private static final class ReadIds extends Deserializers.Base {
        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier bean) {
            var raw = type.getRawClass();
            return TypedIds.isOne(raw)
                    ? new FromText<>(raw, text -> TypedIds.parse(raw, text).orElseThrow())
                    : null;
        }

        /** Enum constants must match exactly; Jackson would ignore surrounding spaces. */
        @Override
        public ValueDeserializer<?> findEnumDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier bean) {
            return new FromText<>(type.getRawClass(), text -> constant(type.getRawClass(), text));
        }

        private static Object constant(Class<?> type, String name) {
            return Stream.of(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
            return TypedIds.isOne(type);
        }
    }
}
