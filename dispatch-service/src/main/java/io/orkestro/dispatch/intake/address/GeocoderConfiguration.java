package io.orkestro.dispatch.intake.address;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Chooses who knows addresses. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GeocoderProperties.class)
class GeocoderConfiguration {

    @Bean
    Geocoder geocoder(GeocoderProperties properties, JdbcClient jdbc, Clock clock) {
        return properties.isAsked()
                ? new KnownAddresses(new Nominatim(properties), properties, jdbc, clock)
                : new Districts();
    }
}
