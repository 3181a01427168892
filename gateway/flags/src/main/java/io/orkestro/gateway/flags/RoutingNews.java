package io.orkestro.gateway.flags;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.RoutingDocument;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.RoutingTable;

/** The routing table as a message to every application. */
final class RoutingNews {

    static final String EXCHANGE = "routing";
    static final String TYPE = "routing.changed.v1";
    private static final String SUBJECT = "routing";

    private final Outbox outbox;

    RoutingNews(Outbox outbox) {
        this.outbox = outbox;
    }

    /** In the running transaction. The table's version is the sequence, so readers can drop older ones. */
    void tell(RoutingTable table) {
        outbox.append(Message.event(
                EXCHANGE,
                TYPE,
                SUBJECT,
                table.version(),
                0,
                table.decide(RoutingKey.PLATFORM),
                RoutingDocument.of(table)));
    }
}
