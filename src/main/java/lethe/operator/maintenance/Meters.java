package lethe.operator.maintenance;

import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Removes routes from the metrics: page views are counted with noise or not at all. */
@Configuration(proxyBeanMethods = false)
class Meters {
    @Bean
    MeterFilter withoutRoutes() {
        return MeterFilter.ignoreTags("uri");
    }
}
