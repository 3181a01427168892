package io.orkestro.monolith.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

/** How long the log is kept: a month unless somebody says otherwise, and never shorter than the ladder of tries. */
class RetentionTests {

    private static final String LIFE = "orkestro.notification.webhooks.life=";

    @EnableConfigurationProperties(WebhookProperties.class)
    static class Settings {}

    private final ApplicationContextRunner settings = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @Test
    void theLogIsKeptForAMonth() {
        settings.run(context ->
                assertThat(context.getBean(WebhookProperties.class).life()).isEqualTo(Duration.ofDays(30)));
        settings.withPropertyValues(LIFE + "7d")
                .run(context -> assertThat(
                                context.getBean(WebhookProperties.class).life())
                        .isEqualTo(Duration.ofDays(7)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0d", "-1d", "28h"})
    void aLifeThatEndsBeforeTheLastTryIsRefused(String life) {
        settings.withPropertyValues(LIFE + life)
                .run(context -> assertThat(context).hasFailed());
    }
}
