package lethe.web.addresses;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AddressConfiguration {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> behindProxies(TrustedProxies proxies) {
        return factory -> factory.addContextValves(new BehindProxies(proxies));
    }
}
