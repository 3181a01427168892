package io.orkestro.gateway.edge.decision;

import io.orkestro.gateway.edge.access.Client;
import io.orkestro.platform.routing.RoutingKey;
import java.util.Optional;
import org.springframework.http.server.PathContainer;

/** Whose request it is: the owner of the first id in the path, else the client itself, else nobody in particular. */
final class RoutingKeys {

    private RoutingKeys() {}

    static RoutingKey of(PathContainer path, Client client) {
        for (PathContainer.Element element : path.elements()) {
            if (element instanceof PathContainer.PathSegment segment && mayBeId(segment.valueToMatch())) {
                Optional<RoutingKey> key = RoutingKey.inPublicId(segment.valueToMatch());
                if (key.isPresent()) {
                    return key.get();
                }
            }
        }
        return client.principal() == null ? RoutingKey.PLATFORM : RoutingKey.ofPublicId(client.principal());
    }

    /** Spares most segments the regular expression. */
    private static boolean mayBeId(String segment) {
        return segment.length() > 4 && segment.charAt(3) == '_';
    }
}
