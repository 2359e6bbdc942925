package lethe;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import lethe.platform.kernel.Actor;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** The input that a route declares: names and types, with dots for nested fields. */
record Taken(Map<String, Class<?>> body, Map<String, Class<?>> parameters) {
    private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    static Taken by(HandlerMethod handler) {
        var body = new LinkedHashMap<String, Class<?>>();
        var parameters = new LinkedHashMap<String, Class<?>>();
        for (var one : handler.getMethodParameters()) {
            one.initParameterNameDiscovery(NAMES);
            if (one.hasParameterAnnotation(RequestBody.class)) {
                fields(one.getParameterType(), "", body);
            } else if (one.hasParameterAnnotation(RequestParam.class)) {
                parameters.put(name(one), one.getParameterType());
            } else if (one.getParameterAnnotations().length == 0 && isForm(one.getParameterType())) {
                fields(one.getParameterType(), "", parameters);
            }
        }
        return new Taken(body, parameters);
    }

    private static String name(MethodParameter parameter) {
        var given = Objects.requireNonNull(parameter.getParameterAnnotation(RequestParam.class));
        return Stream.of(given.name(), given.value(), String.valueOf(parameter.getParameterName()))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static boolean isForm(Class<?> type) {
        return type.isRecord() && type != Actor.class;
    }

    private static void fields(Class<?> type, String before, Map<String, Class<?>> into) {
        for (var component : components(type)) {
            var name = before + component.getName();
            if (isPartOf(component.getType())) {
                fields(component.getType(), name + ".", into);
            }
            into.put(name, component.getType());
        }
    }

    /** Ids are records, but written as text. */
    private static boolean isPartOf(Class<?> type) {
        return type.isRecord()
                && Arrays.stream(type.getDeclaredMethods())
                        .noneMatch(method -> method.getName().equals("parse"));
    }

    private static RecordComponent[] components(Class<?> type) {
        return type.isRecord() ? type.getRecordComponents() : new RecordComponent[0];
    }
}
