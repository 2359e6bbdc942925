package lethe.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolverComposite;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

/**
 * Resolves body and query before path variables, regardless of parameter order: a malformed body is 400 even if the id
 * in the path would be 404.
 */
final class BodyBeforeIds extends RequestMappingHandlerAdapter {
    private final ObjectProvider<PasswordCheck> passwords;

    BodyBeforeIds(ObjectProvider<PasswordCheck> passwords) {
        this.passwords = passwords;
    }

    @Override
    protected ServletInvocableHandlerMethod createInvocableHandlerMethod(HandlerMethod handler) {
        return new Reordered(handler);
    }

    private final class Reordered extends ServletInvocableHandlerMethod {
        private final MethodParameter[] idsLast;
        private HandlerMethodArgumentResolverComposite readers = new HandlerMethodArgumentResolverComposite();
        private ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
        private @Nullable WebDataBinderFactory binders;

        private Reordered(HandlerMethod handler) {
            super(handler);
            idsLast = getMethodParameters().clone();
            Arrays.sort(idsLast, Comparator.comparing(one -> one.hasParameterAnnotation(PathVariable.class)));
        }

        @Override
        public void setHandlerMethodArgumentResolvers(HandlerMethodArgumentResolverComposite resolvers) {
            super.setHandlerMethodArgumentResolvers(resolvers);
            readers = resolvers;
        }

        @Override
        public void setParameterNameDiscoverer(ParameterNameDiscoverer discoverer) {
            super.setParameterNameDiscoverer(discoverer);
            names = discoverer;
        }

        @Override
        public void setDataBinderFactory(WebDataBinderFactory factory) {
            super.setDataBinderFactory(factory);
            binders = factory;
        }

        @Override
        protected @Nullable Object[] getMethodArgumentValues(
                NativeWebRequest request, @Nullable ModelAndViewContainer container, @Nullable Object... provided)
                throws Exception {
            var arguments = new Object[idsLast.length];
            for (var parameter : idsLast) {
                parameter.initParameterNameDiscovery(names);
                var given = findProvidedArgument(parameter, provided);
                arguments[parameter.getParameterIndex()] =
                        given == null ? readers.resolveArgument(parameter, container, request, binders) : given;
            }
            var read = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
            PresenceProof.check(read, this, passwords::getObject);
            return arguments;
        }
    }
}
