package io.orkestro.monolith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The legacy monolith. Capabilities use the same words for their own things, so beans are named with their package. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class Monolith {

    public static void main(String[] args) {
        SpringApplication.run(Monolith.class, args);
    }
}
