package lethe.operator.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lethe.signin.sessions.OperatorSessions;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses callers other than the operator before their request is read, as for users' API calls. */
@Component
class OperatorGate implements WebMvcConfigurer, HandlerInterceptor {
    private final OperatorSessions operators;

    OperatorGate(OperatorSessions operators) {
        this.operators = operators;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns("/api/v1/operator/**", "/api/v1/usage")
                .order(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        operators.need(request);
        return true;
    }
}
