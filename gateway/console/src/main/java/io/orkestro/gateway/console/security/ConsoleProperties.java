package io.orkestro.gateway.console.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Who may log in.
 *
 * @param adminPassword of the user {@code admin}; from the environment alone
 * @param viewerPassword of the user {@code viewer}, who sees everything and changes nothing; empty for no such user
 */
@ConfigurationProperties("orkestro.console")
record ConsoleProperties(
        @DefaultValue("") String adminPassword, @Nullable String viewerPassword) {

    ConsoleProperties {
        Assert.hasText(adminPassword, "ORKESTRO_ADMIN_PASSWORD is not set: nobody could log in");
    }

    @Override
    public String toString() {
        return "ConsoleProperties[passwords hidden]";
    }
}
