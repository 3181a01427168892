package io.orkestro.platform.web.request;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * What a backend needs to believe the edge.
 *
 * @param audience this application's name in tokens; the same as {@code spring.application.name}
 * @param secret this audience's secret, Base64, at least 32 bytes; from the environment alone
 */
@ConfigurationProperties("orkestro.token")
record TokenProperties(String audience, String secret) {

    TokenProperties {
        Assert.hasText(audience, "orkestro.token.audience is this application's name in tokens; set it");
        Assert.hasText(
                secret,
                "ORKESTRO_TOKEN_SECRET is not set: without this audience's secret no request could be believed");
    }
}
