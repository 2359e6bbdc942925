package lethe.web.api;

import static io.swagger.v3.oas.models.Components.COMPONENTS_SCHEMAS_REF;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import lethe.platform.kernel.Page;
import lethe.platform.requests.Removable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Describes our types in OpenAPI: ids are strings with a prefix, and non-nullable record components are required. */
@Component
final class SchemaWords implements ModelConverter {
    private static final String DATE_OR_NONE = "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$";
    private static final String LETTERS = "_[0-7][0-9a-hjkmnp-tv-z]{25}$";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        var java = Json31.mapper().constructType(type.getType()).getRawClass();
        if (TypedIds.isOne(java)) {
            return TypedIds.prefix(java)
                    .map(prefix -> new StringSchema().pattern("^" + prefix + LETTERS))
                    .orElseGet(() -> new StringSchema().pattern(DATE_OR_NONE));
        }
        if (java.isRecord() && java.isMemberClass()) {
            type.name(java.getEnclosingClass().getSimpleName() + java.getSimpleName());
        }
        var schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        if (java.isRecord() && schema != null) {
            addRequiredItems(java, defined(schema, context));
        }
        return schema;
    }

    private static Schema<?> defined(Schema<?> schema, ModelConverterContext context) {
        return schema.get$ref() == null
                ? schema
                : context.getDefinedModels()
                        .getOrDefault(schema.get$ref().substring(COMPONENTS_SCHEMAS_REF.length()), schema);
    }

    private static void addRequiredItems(Class<?> type, Schema<?> schema) {
        for (var component : type.getRecordComponents()) {
            if (type == Page.class || isRequired(component)) {
                schema.addRequiredItem(component.getName());
            }
            if (component.isAnnotationPresent(Removable.class)) {
                addNull(schema, component.getName());
            }
        }
        Arrays.stream(type.getDeclaredMethods())
                .filter(SchemaWords::isRequired)
                .forEach(computed -> schema.addRequiredItem(computed.getName()));
        if (type == Page.class) {
            addNull(schema, "next");
        }
    }

    private static void addNull(Schema<?> schema, String property) {
        Objects.requireNonNull(schema.getProperties().get(property)).setTypes(Set.of("string", "null"));
    }

    /** Unwrapped components appear as their parts. */
    private static boolean isRequired(RecordComponent component) {
        return component.getType() != Optional.class
                && !component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                && !isNullable(component.getAnnotatedType());
    }

    /** Computed properties that are not record components. */
    private static boolean isRequired(Method computed) {
        return computed.isAnnotationPresent(JsonProperty.class)
                && !computed.isAnnotationPresent(JsonInclude.class)
                && computed.getReturnType() != Optional.class
                && !isNullable(computed.getAnnotatedReturnType());
    }

    private static boolean isNullable(AnnotatedElement type) {
        return Arrays.stream(type.getAnnotations()).anyMatch(one -> one.annotationType() == Nullable.class);
    }
}
