package io.orkestro.gateway.edge.decision;

import io.orkestro.gateway.edge.route.Backend;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Addresses a request: the backend's host, the client's own path and query, byte for byte. */
@Component
final class BackendAddresses {

    private final Map<Backend, String> bases = new EnumMap<>(Backend.class);

    BackendAddresses(BackendProperties backends) {
        for (Backend backend : Backend.values()) {
            bases.put(backend, backends.baseOf(backend));
        }
    }

    URI at(Backend backend, URI asked) {
        @Nullable String query = asked.getRawQuery();
        String url = Objects.requireNonNull(bases.get(backend)) + asked.getRawPath();
        return URI.create(query == null ? url : url + "?" + query);
    }
}
