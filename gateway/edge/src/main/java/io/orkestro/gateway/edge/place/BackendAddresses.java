package io.orkestro.gateway.edge.place;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import io.orkestro.gateway.edge.route.Backend;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Addresses a request: the backend's host, the client's own path and query, byte for byte. */
@Component
public final class BackendAddresses {

    private final Map<Backend, Places> places = new EnumMap<>(Backend.class);

    BackendAddresses(BackendProperties backends) {
        for (Backend backend : Backend.values()) {
            places.put(backend, new Places(backends.basesOf(backend)));
        }
    }

    Map<Backend, Places> places() {
        return places;
    }

    /** At the place that serves at this moment. */
    public URI at(Backend backend, URI asked) {
        @Nullable String query = asked.getRawQuery();
        String url = of(backend).chosen() + asked.getRawPath();
        return URI.create(query == null ? url : url + "?" + query);
    }

    /** Has the gateway send the request to the place that serves at this moment. */
    public void address(ServerWebExchange exchange, Backend backend) {
        exchange.getAttributes()
                .put(GATEWAY_REQUEST_URL_ATTR, at(backend, exchange.getRequest().getURI()));
    }

    /**
     * Where the request was to go, nobody took the connection.
     *
     * @return whether it is worth trying again at once, because there is another place
     */
    public boolean refused(ServerWebExchange exchange, Backend backend) {
        Places those = of(backend);
        String tried =
                exchange.<URI>getRequiredAttribute(GATEWAY_REQUEST_URL_ATTR).toString();
        Optional<String> place = those.all().stream()
                .filter(base -> tried.startsWith(base + "/"))
                .findFirst();
        place.ifPresent(those::refused);
        return those.areSeveral();
    }

    private Places of(Backend backend) {
        return Objects.requireNonNull(places.get(backend));
    }
}
