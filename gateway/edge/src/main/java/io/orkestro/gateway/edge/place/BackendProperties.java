package io.orkestro.gateway.edge.place;

import io.orkestro.gateway.edge.route.Backend;
import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Where the applications behind the edge listen: {@code http://host:port}, without a path. An application that is replaced while
 * it serves has two places, separated by a comma; one of them is empty most of the time.
 */
@ConfigurationProperties("orkestro.edge.backends")
record BackendProperties(
        @DefaultValue("http://localhost:8082") List<URI> monolith,
        @DefaultValue("http://localhost:8083") List<URI> dispatch,
        @DefaultValue("http://localhost:8084") List<URI> marketplace,
        @DefaultValue("http://localhost:8085") List<URI> tracking,
        @DefaultValue("http://localhost:8086") List<URI> notification,
        @DefaultValue("http://localhost:8081") List<URI> console) {

    private List<URI> addressesOf(Backend backend) {
        return switch (backend) {
            case MONOLITH -> monolith;
            case DISPATCH -> dispatch;
            case MARKETPLACE -> marketplace;
            case TRACKING -> tracking;
            case NOTIFICATION -> notification;
            case CONSOLE -> console;
        };
    }

    /** The addresses as texts to put paths behind. */
    List<String> basesOf(Backend backend) {
        List<URI> addresses = addressesOf(backend);
        Assert.notEmpty(addresses, () -> backend.servedBy() + " has no address");
        return addresses.stream().map(address -> base(backend, address)).toList();
    }

    private static String base(Backend backend, URI address) {
        String base = address.toString();
        Assert.isTrue(
                base.matches("https?://[^/]+/?"),
                () -> "The address of %s is http://host:port, not \"%s\"".formatted(backend.servedBy(), base));
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }
}
