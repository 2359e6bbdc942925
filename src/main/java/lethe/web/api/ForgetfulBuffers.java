package lethe.web.api;

import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Nothing that has held a request is kept for the next: buffers that are used again hold what was in them, an e-mail or a
 * password say, until something as long happens to come.
 */
@Configuration(proxyBeanMethods = false)
class ForgetfulBuffers {
    @Bean
    TomcatConnectorCustomizer noBuffersAreKeptOfClosedConnections() {
        return connector -> {
            connector.setProperty("socket.processorCache", "0");
            connector.setProperty("socket.bufferPool", "0");
            connector.setProperty("socket.eventCache", "0");
        };
    }

    @Bean
    JsonFactoryBuilderCustomizer noBuffersAreKeptOfReadAndWrittenJson() {
        return factory -> factory.recyclerPool(JsonRecyclerPools.nonRecyclingPool());
    }
}
