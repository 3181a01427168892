package io.orkestro.monolith.notification.news;

import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns news into what retailers' systems read: the driver's phone masked, sandbox couriers told from real ones. */
@Component
public class NewsBodies {

    private final NotifiedDeliveries deliveries;
    private final NotifiedCouriers couriers;

    NewsBodies(NotifiedDeliveries deliveries, NotifiedCouriers couriers) {
        this.deliveries = deliveries;
        this.couriers = couriers;
    }

    public NewsBody of(String id, News news) {
        Optional<NotifiedDelivery.Facts> remembered =
                deliveries.find(news.deliveryId()).map(NotifiedDelivery::facts);
        ObjectNode data = news.data().deepCopy();
        if (data.get("courier") instanceof ObjectNode courier && courier.hasNonNull("driverPhone")) {
            courier.put("driverPhone", Masking.mask(courier.get("driverPhone").asString()));
        }
        String courierId = textIn(data.path("courier"), "id")
                .or(() -> remembered.map(NotifiedDelivery.Facts::courier).map(NotifiedDelivery.Courier::id))
                .orElse("");
        return new NewsBody(
                id,
                news.type(),
                news.at(),
                news.sequence() == 0 ? null : news.sequence(),
                news.deliveryId(),
                textIn(data, "externalId")
                        .or(() -> remembered.map(NotifiedDelivery.Facts::externalId))
                        .orElse(null),
                !couriers.isSandbox(courierId),
                data);
    }

    private static Optional<String> textIn(JsonNode data, String field) {
        return data.path(field).isString() ? Optional.of(data.path(field).asString()) : Optional.empty();
    }
}
