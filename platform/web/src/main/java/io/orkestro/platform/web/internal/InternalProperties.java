package io.orkestro.platform.web.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The inner door and who is behind the others.
 *
 * @param port where {@code /internal} answers; absent: this application has no inner door
 * @param peers by application name; one without a secret does not count
 */
@ConfigurationProperties("orkestro.internal")
record InternalProperties(
        @Nullable Integer port, @DefaultValue Map<String, Peer> peers) {

    /**
     * Another application.
     *
     * @param url its inner door, {@code http://host:port}, or those of its two places, separated by a comma; absent where it only
     *     calls us
     * @param secret shared by the two, Base64, 32 bytes or more; from the environment alone
     */
    record Peer(@Nullable String url, @Nullable String secret) {

        boolean hasSecret() {
            return secret != null && !secret.isBlank();
        }
    }
}
