package lethe.web.api;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.requests.RequiresPermission;
import lethe.platform.requests.TakesFile;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.WebUtils;

/**
 * Checks every request before its handler, in the order of the contract: 415, 413, 403 permission, 400 query. Routing
 * (405) and authentication (401, account state) come before; body and ids are checked when arguments are resolved.
 */
@Component
final class Gate implements HandlerInterceptor {
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");
    private static final String FORM_TOKEN = "_csrf";
    private static final Pattern INDEX = Pattern.compile("\\[\\d{0,4}]");
    private final StrictJson json;

    Gate(StrictJson json) {
        this.json = json;
    }

    static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + "/api/");
    }

    /** Whether a parameter of this type is the actor, or a record that contains one, and not request data. */
    static boolean isActor(Class<?> type) {
        return type == Actor.class
                || type.isRecord()
                        && Stream.of(type.getRecordComponents()).anyMatch(one -> one.getType() == Actor.class);
    }

    /** The actor set by authentication; null if no one is signed in. */
    static @Nullable Actor actor(HttpServletRequest request) {
        return (Actor) request.getAttribute(Actor.class.getName());
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        if (handler instanceof HandlerMethod method && isOurs(method) && !isError(request)) {
            var strict = isApi(request);
            if (strict) {
                checkBodyIsJson(request, method);
            }
            Body.of(request).getParameterMap();
            checkPermission(request, method);
            checkText(request);
            if (strict) {
                checkQuery(request, method);
                checkBodyIsEmpty(request, method);
            } else if (!WITHOUT_BODY.contains(request.getMethod())) {
                checkForm(request, method);
            }
        }
        return true;
    }

    /** Excludes handlers of libraries, such as health and the API description, which parse requests themselves. */
    private static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getPackageName().startsWith("lethe.");
    }

    /** Error pages are shown regardless of what was sent. */
    private static boolean isError(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ERROR;
    }

    private static void checkBodyIsJson(HttpServletRequest request, HandlerMethod method)
            throws HttpMediaTypeNotSupportedException {
        if (takesJson(request, method)) {
            var type = contentType(request);
            if (!isJson(type)) {
                throw new HttpMediaTypeNotSupportedException(type, List.of(MediaType.APPLICATION_JSON));
            }
            Body.of(request).bytes();
        }
    }

    private static boolean takesJson(HttpServletRequest request, HandlerMethod method) {
        return !WITHOUT_BODY.contains(request.getMethod()) && !method.hasMethodAnnotation(TakesFile.class);
    }

    private static @Nullable MediaType contentType(HttpServletRequest request) {
        try {
            var type = request.getContentType();
            return type == null ? null : MediaType.parseMediaType(type);
        } catch (InvalidMediaTypeException noType) {
            return null;
        }
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type != null
                && type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
    }

    static void checkPermission(HttpServletRequest request, HandlerMethod method) {
        var actor = actor(request);
        var required = method.getMethodAnnotation(RequiresPermission.class);
        if (required != null) {
            if (actor == null) {
                throw SignInFailed.required();
            }
            actor.need(required.value());
            if (required.any().length > 0) {
                actor.needAny(required.any());
            }
        }
        PresenceProof.require(request, method);
    }

    /** Refuses NUL characters, which PostgreSQL cannot store in text. */
    private static void checkText(HttpServletRequest request) {
        request.getParameterMap().forEach((name, values) -> {
            if (Stream.of(values).anyMatch(value -> value.indexOf(0) >= 0)) {
                throw BadRequest.parameter(name);
            }
        });
    }

    private static void checkQuery(HttpServletRequest request, HandlerMethod method) {
        var known = known(method);
        sent(request).forEach((name, times) -> {
            if (!known.contains(name)) {
                throw BadRequest.unknownField(name);
            }
            if (times > 1) {
                throw BadRequest.parameter(name);
            }
        });
        checkChoices(request, method);
    }

    /** Enum parameters must match exactly; Spring would ignore surrounding spaces. */
    private static void checkChoices(HttpServletRequest request, HandlerMethod method) {
        for (var parameter : method.getMethodParameters()) {
            var type = parameter.getParameterType();
            var names = type.isEnum() ? namesOf(parameter) : List.<String>of();
            for (var name : names) {
                var value = Objects.requireNonNullElse(request.getParameter(name), "");
                if (!value.equals(value.trim())) {
                    throw BadRequest.unknownParameter(name, type);
                }
            }
        }
    }

    /** The number of occurrences of each parameter and file. */
    private static Map<String, Integer> sent(HttpServletRequest request) {
        var sent = new TreeMap<String, Integer>();
        request.getParameterMap().forEach((name, values) -> sent.put(name, values.length));
        var files = WebUtils.getNativeRequest(request, MultipartRequest.class);
        if (files != null) {
            files.getMultiFileMap().forEach((name, parts) -> sent.merge(name, parts.size(), Integer::sum));
        }
        return sent;
    }

    /** Refuses fields that the handler does not declare (R2), except for the CSRF token. */
    private static void checkForm(HttpServletRequest request, HandlerMethod method) {
        var known = known(method);
        sent(request).keySet().stream()
                .filter(name -> !known.contains(INDEX.matcher(name).replaceAll("")) && !name.equals(FORM_TOKEN))
                .findFirst()
                .ifPresent(name -> {
                    throw BadRequest.unknownField(name);
                });
    }

    private static Set<String> known(HandlerMethod method) {
        return Stream.of(method.getMethodParameters())
                .flatMap(one -> namesOf(one).stream())
                .collect(Collectors.toSet());
    }

    private static List<String> namesOf(MethodParameter parameter) {
        var annotation = parameter.getParameterAnnotation(RequestParam.class);
        var type = parameter.getParameterType();
        if (annotation != null) {
            return List.of(
                    annotation.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : annotation.name());
        } else if (type.isRecord()
                && !isActor(type)
                && parameter.getParameterAnnotations().length == 0
                && !BeanUtils.isSimpleProperty(type)) {
            return Arrays.stream(type.getRecordComponents())
                    .flatMap(one -> namesIn(ResolvableType.forMethodReturnType(one.getAccessor()), one.getName()))
                    .toList();
        } else {
            return List.of();
        }
    }

    /** The field names of nested records, joined by dots; the same for lists of records. */
    private static Stream<String> namesIn(ResolvableType type, String name) {
        var one = List.class.isAssignableFrom(type.toClass()) ? type.getGeneric() : type;
        return one.toClass().isRecord() && !TypedIds.isOne(one.toClass())
                ? Stream.of(one.toClass().getRecordComponents())
                        .flatMap(part -> namesIn(
                                ResolvableType.forMethodReturnType(part.getAccessor()), name + "." + part.getName()))
                : Stream.of(name);
    }

    /** A call without body parameters refuses unknown fields like any other. */
    private void checkBodyIsEmpty(HttpServletRequest request, HandlerMethod method) {
        var reads =
                Stream.of(method.getMethodParameters()).anyMatch(one -> one.hasParameterAnnotation(RequestBody.class));
        if (takesJson(request, method) && !reads) {
            json.checkEmpty(Body.of(request).bytes());
        }
    }
}
