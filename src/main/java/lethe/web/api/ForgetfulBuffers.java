package lethe.web.api;

import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Disables buffer reuse: recycled buffers keep earlier content, such as e-mail addresses or passwords, until it happens
 * to be overwritten.
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
