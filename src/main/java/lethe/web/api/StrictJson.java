package lethe.web.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.kernel.BadRequest;
import lethe.platform.requests.Removable;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as in RFC 8259 and I-JSON (RFC 7493), with strict parsing. Errors name the field if possible. */
@Component
final class StrictJson extends JacksonJsonHttpMessageConverter {
    private static final JsonMapper PLAIN = new JsonMapper();
    private static final int DEEPEST = 32;
    private static final byte BYTE_ORDER_MARK = (byte) 0xEF;

    /** Fields that accept null for removal. Cached per class, to avoid reflection for every body. */
    private static final ClassValue<Set<String>> REMOVABLE = new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
            return removable(type);
        }
    };

    StrictJson(JsonMapper mapper) {
        super(mapper);
        setSupportedMediaTypes(List.of(MediaType.APPLICATION_JSON));
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        var body = withoutRemoved(message.getBody().readAllBytes(), REMOVABLE.get(type.toClass()));
        try {
            return super.read(type, new Checked(body, message.getHeaders()), hints);
        } catch (HttpMessageNotReadableException unreadable) {
            throw refusal(unreadable.getCause());
        }
    }

    /** Leaves strings and bytes alone: signed JSON must be sent unchanged. */
    @Override
    public boolean canWrite(ResolvableType type, Class<?> of, @Nullable MediaType media) {
        return of != byte[].class && of != String.class && super.canWrite(type, of, media);
    }

    /** Refuses anything but a single JSON object in UTF-8 without duplicate keys and null values. */
    public void check(byte[] body) {
        check(body, Set.of());
    }

    /** Like {@link #check}, but converts null in removable fields to an empty string. */
    private byte[] withoutRemoved(byte[] body, Set<String> removable) {
        if (check(body, removable).isEmpty()) {
            return body;
        }
        var object = (ObjectNode) defaultMapper.readTree(body);
        removable.stream()
                .filter(field -> object.path(field).isNull())
                .toList()
                .forEach(field -> object.put(field, ""));
        return defaultMapper.writeValueAsBytes(object);
    }

    private static Set<String> removable(Class<?> body) {
        return !body.isRecord()
                ? Set.of()
                : Stream.of(body.getRecordComponents())
                        .filter(part -> part.isAnnotationPresent(Removable.class))
                        .map(RecordComponent::getName)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the fields to be removed by null. */
    private Set<String> check(byte[] body, Set<String> removable) {
        if (!isText(body)) {
            throw BadRequest.body();
        }
        try (var json = defaultMapper
                .reader()
                .without(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw BadRequest.body();
            }
            return walk(json, removable);
        } catch (JacksonException broken) {
            throw BadRequest.body();
        }
    }

    /** Refuses any field in the body of a call without body parameters. */
    public void checkEmpty(byte[] body) {
        check(body);
        for (var field : defaultMapper.readTree(body).propertyNames()) {
            throw BadRequest.unknownField(field);
        }
    }

    /** Reads a field of an unchecked body; empty if the body is malformed or lacks the field. */
    public static Optional<String> peek(byte[] body, String field) {
        try {
            return Optional.ofNullable(PLAIN.readTree(body).get(field)).map(value -> value.asString(""));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isText(byte[] body) {
        if (body.length == 0 || body[0] == BYTE_ORDER_MARK) {
            return false;
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return text.chars().noneMatch(letter -> letter == 0);
        } catch (CharacterCodingException otherEncoding) {
            return false;
        }
    }

    private static Set<String> walk(JsonParser json, Set<String> removable) {
        var removed = new HashSet<String>();
        var seen = new ArrayDeque<Set<String>>();
        seen.push(new HashSet<>());
        while (!seen.isEmpty()) {
            step(json, seen, name -> removable.contains(name) && removed.add(name));
        }
        if (json.nextToken() != null) {
            throw BadRequest.body();
        }
        return removed;
    }

    private static void step(JsonParser json, Deque<Set<String>> seen, Predicate<String> removes) {
        switch (next(json)) {
            case START_OBJECT, START_ARRAY -> seen.push(new HashSet<>());
            case END_OBJECT, END_ARRAY -> seen.pop();
            case PROPERTY_NAME -> refuseIf(!seen.element().add(json.currentName()), "duplicate", json);
            case VALUE_STRING -> refuseIf(hasHalfACharacter(json.getString()), "malformed", json);
            case VALUE_NULL -> refuseIf(seen.size() > 1 || !removes.test(json.currentName()), "null", json);
            default -> {}
        }
        refuseIf(seen.size() > DEEPEST, "too-deep", json);
    }

    /** Detects unpaired surrogates in escapes, which cannot be encoded in UTF-8 (RFC 7493, section 2.1). */
    private static boolean hasHalfACharacter(String text) {
        return text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    private static JsonToken next(JsonParser json) {
        var token = json.nextToken();
        if (token == null) {
            throw BadRequest.body();
        }
        return token;
    }

    private static void refuseIf(boolean wrong, String code, JsonParser json) {
        if (wrong) {
            throw BadRequest.body(
                    code, dotted(json.streamReadContext().pathAsPointer().toString()));
        }
    }

    /** Converts {@code /consent/given} to the notation of the contract: {@code consent.given}. */
    private static String dotted(String pointer) {
        return pointer.replaceFirst("^/", "")
                .replaceAll("/(\\d+)(?=/|$)", "[$1]")
                .replace('/', '.');
    }

    private static BadRequest refusal(@Nullable Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return BadRequest.unknownField(path(unknown));
        } else if (cause instanceof MismatchedInputException wrong && isChoice(wrong)) {
            return BadRequest.unknownValue(path(wrong), wrong.getTargetType());
        } else if (cause instanceof JacksonException wrong && !wrong.getPath().isEmpty()) {
            return BadRequest.body("wrong-type", path(wrong));
        } else {
            return BadRequest.body();
        }
    }

    private static boolean isChoice(MismatchedInputException wrong) {
        return !wrong.getPath().isEmpty()
                && wrong.getTargetType() != null
                && wrong.getTargetType().isEnum();
    }

    private static String path(JacksonException wrong) {
        var path = new StringBuilder();
        for (var step : wrong.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private record Checked(byte[] bytes, HttpHeaders headers) implements HttpInputMessage {
        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
