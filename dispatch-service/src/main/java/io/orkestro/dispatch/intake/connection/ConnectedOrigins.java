package io.orkestro.dispatch.intake.connection;

import io.orkestro.dispatch.intake.order.Origin;
import io.orkestro.dispatch.intake.order.Origins;
import io.orkestro.platform.web.problem.NotFound;
import org.springframework.stereotype.Component;

/** Orders come through connections. */
@Component
class ConnectedOrigins implements Origins {

    private final Connections connections;

    ConnectedOrigins(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Origin of(String retailerId, String connectionId) {
        return connections
                .find(connectionId, retailerId)
                .map(Connection::origin)
                .orElseThrow(() -> new NotFound("connection", connectionId));
    }
}
