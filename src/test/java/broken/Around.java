package broken;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Puts something around one method of one bean. */
record Around(String type, String method, MethodInterceptor work) implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!bean.getClass().getName().startsWith(type)) {
            return bean;
        }
        var proxies = new ProxyFactory(bean);
        proxies.setProxyTargetClass(true);
        proxies.addAdvice((MethodInterceptor)
                call -> call.getMethod().getName().equals(method) ? work.invoke(call) : call.proceed());
        return proxies.getProxy();
    }
}
