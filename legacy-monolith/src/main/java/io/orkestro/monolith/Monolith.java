package io.orkestro.monolith;

import org.hibernate.cfg.MappingSettings;
import org.hibernate.type.format.jackson.Jackson3JsonFormatMapper;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The legacy monolith. Capabilities use the same words for their own things, so beans are named with their package. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class Monolith {

    public static void main(String[] args) {
        SpringApplication.run(Monolith.class, args);
    }

    /** JSON columns read and write JSON as the API does. */
    @Bean
    HibernatePropertiesCustomizer jsonColumns(JsonMapper json) {
        return properties -> properties.put(MappingSettings.JSON_FORMAT_MAPPER, new Jackson3JsonFormatMapper(json));
    }
}
