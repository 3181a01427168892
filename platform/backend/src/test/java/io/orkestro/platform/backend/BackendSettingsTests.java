package io.orkestro.platform.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class BackendSettingsTests {

    private final StandardEnvironment environment = new StandardEnvironment();

    @Test
    void whatAnApplicationSaysItselfWins() {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "application.yml",
                        Map.of(
                                "spring.application.name", "bakery",
                                "spring.datasource.hikari.maximum-pool-size", "3")));

        new BackendSettings().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty("spring.datasource.hikari.maximum-pool-size"))
                .isEqualTo("3");
        assertThat(environment.getProperty("spring.jpa.hibernate.ddl-auto")).isEqualTo("validate");
        assertThat(environment.getProperty("orkestro.token.audience")).isEqualTo("bakery");
    }

    @Test
    void theHandoverIsOnTheSideOfTheMessages() {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("application.yml", Map.of("orkestro.messaging.side", "monolith")));

        new BackendSettings().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty("orkestro.handover.side")).isEqualTo("monolith");
    }
}
