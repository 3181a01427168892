package io.orkestro.dispatch.intake.shop;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How shops are called.
 *
 * @param timeout how long a shop has for one answer
 * @param allowPrivateAddresses whether shops may be where only we can reach: on a developer's machine, in tests
 */
@Validated
@ConfigurationProperties("orkestro.intake")
public record IntakeProperties(
        @DefaultValue("10s") @NotNull Duration timeout,
        @DefaultValue("false") boolean allowPrivateAddresses) {}
