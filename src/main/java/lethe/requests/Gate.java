package lethe.requests;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lethe.kernel.Actor;
import lethe.kernel.Malformed;
import lethe.kernel.Needs;
import lethe.kernel.SignInFailed;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.MethodParameter;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Stands before every handler and refuses in the contract's order: 415, 413, 403 permission, 400 query; what comes after,
 * body and ids, is for the arguments. The method was found, so 405 is behind us, and who acts is known, so are 401 and the
 * state gate.
 */
@Component
final class Gate implements HandlerInterceptor {
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");
    private final StrictJson json;

    Gate(StrictJson json) {
        this.json = json;
    }

    static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + "/api/");
    }

    /** Whether a parameter of this type is who acts, alone or with how they came in, and nothing that is sent. */
    static boolean isWhoActs(Class<?> type) {
        return type == Actor.class
                || type.isRecord()
                        && Stream.of(type.getRecordComponents()).anyMatch(one -> one.getType() == Actor.class);
    }

    /** Who acts, as the sign-in left it; absent while nobody is signed in. */
    static @Nullable Actor actor(HttpServletRequest request) {
        return (Actor) request.getAttribute(Actor.class.getName());
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        if (handler instanceof HandlerMethod method && isOurs(method)) {
            var strict = isApi(request);
            if (strict) {
                checkBodyIsJson(request, method);
            }
            checkPermission(actor(request), method.getMethodAnnotation(Needs.class));
            if (strict) {
                checkQuery(request, method);
                checkNothingIsSentInVain(request, method);
            }
        }
        return true;
    }

    /** Health and the description of the API belong to libraries, which read requests in their own way. */
    private static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getPackageName().startsWith("lethe.");
    }

    private static void checkBodyIsJson(HttpServletRequest request, HandlerMethod method)
            throws IOException, HttpMediaTypeNotSupportedException {
        if (takesJson(request, method)) {
            var type = contentType(request);
            if (!isJson(type)) {
                throw new HttpMediaTypeNotSupportedException(type, List.of(MediaType.APPLICATION_JSON));
            }
            Body.of(request).bytes();
        }
    }

    private static boolean takesJson(HttpServletRequest request, HandlerMethod method) {
        var uploads = Stream.of(method.getMethodParameters())
                .anyMatch(
                        one -> one.getParameterType().getPackageName().startsWith("org.springframework.web.multipart"));
        return !WITHOUT_BODY.contains(request.getMethod()) && !uploads;
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

    private static void checkPermission(@Nullable Actor actor, @Nullable Needs needs) {
        if (needs != null) {
            if (actor == null) {
                throw SignInFailed.required();
            }
            actor.need(needs.value());
            if (needs.any().length > 0) {
                actor.needAny(needs.any());
            }
        }
    }

    private static void checkQuery(HttpServletRequest request, HandlerMethod method) {
        var known = new HashSet<String>();
        Stream.of(method.getMethodParameters()).forEach(one -> known.addAll(namesOf(one)));
        request.getParameterMap().forEach((name, values) -> {
            if (!known.contains(name)) {
                throw Malformed.unknownField(name);
            }
            if (values.length > 1) {
                throw Malformed.parameter(name);
            }
        });
    }

    private static List<String> namesOf(MethodParameter parameter) {
        var annotation = parameter.getParameterAnnotation(RequestParam.class);
        var type = parameter.getParameterType();
        if (annotation != null) {
            return List.of(
                    annotation.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : annotation.name());
        } else if (type.isRecord()
                && !isWhoActs(type)
                && parameter.getParameterAnnotations().length == 0
                && !BeanUtils.isSimpleProperty(type)) {
            return Arrays.stream(type.getRecordComponents())
                    .map(one -> one.getName())
                    .toList();
        } else {
            return List.of();
        }
    }

    /** A call that takes no body refuses a field as every other call does. */
    private void checkNothingIsSentInVain(HttpServletRequest request, HandlerMethod method) throws IOException {
        var reads =
                Stream.of(method.getMethodParameters()).anyMatch(one -> one.hasParameterAnnotation(RequestBody.class));
        if (takesJson(request, method) && !reads) {
            json.checkEmpty(Body.of(request).bytes());
        }
    }
}
