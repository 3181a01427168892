package io.orkestro.gateway.edge.decision;

import io.orkestro.gateway.edge.route.Backend;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/** Where the applications behind the edge listen: {@code http://host:port}, without a path. */
@ConfigurationProperties("orkestro.edge.backends")
record BackendProperties(
        @DefaultValue("http://localhost:8082") URI monolith,
        @DefaultValue("http://localhost:8083") URI dispatch,
        @DefaultValue("http://localhost:8084") URI marketplace,
        @DefaultValue("http://localhost:8085") URI tracking,
        @DefaultValue("http://localhost:8086") URI notification,
        @DefaultValue("http://localhost:8081") URI console) {

    URI addressOf(Backend backend) {
        return switch (backend) {
            case MONOLITH -> monolith;
            case DISPATCH -> dispatch;
            case MARKETPLACE -> marketplace;
            case TRACKING -> tracking;
            case NOTIFICATION -> notification;
            case CONSOLE -> console;
        };
    }

    /** The address as text to put paths behind. */
    String baseOf(Backend backend) {
        String base = addressOf(backend).toString();
        Assert.isTrue(
                base.matches("https?://[^/]+/?"),
                () -> "The address of %s is http://host:port, not \"%s\"".formatted(backend.servedBy(), base));
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }
}
