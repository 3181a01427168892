package io.orkestro.gateway.edge.proxy;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds on what passes through.
 *
 * @param bodyLimit the largest request body
 * @param streamLife after which a streamed answer ends; clients resume by {@code Last-Event-ID}
 * @param streams how many of them there may be at once to one backend, on connections that are only theirs
 * @param connectRetries how often a request is repeated that never left the edge
 * @param retryPause before each
 * @param trustedProxies regular expression over addresses whose {@code X-Forwarded-*} are believed; none by default
 */
@ConfigurationProperties("orkestro.edge")
record EdgeProperties(
        @DefaultValue("10MB") DataSize bodyLimit,
        @DefaultValue("2m") Duration streamLife,
        @DefaultValue("5000") int streams,
        @DefaultValue("2") int connectRetries,
        @DefaultValue("50ms") Duration retryPause,
        @Nullable Pattern trustedProxies) {

    boolean trusts(String address) {
        return trustedProxies != null && trustedProxies.matcher(address).matches();
    }
}
