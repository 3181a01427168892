package io.orkestro.monolith.dispatch.delivery;

import io.orkestro.monolith.dispatch.rule.DecisionRound;
import io.orkestro.platform.backend.Copies;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Deliveries as others are told of them, and as others tell of them. Within the caller's transaction. */
@Component
public class DeliveryCopies implements Copies {

    /** A delivery as it is, said again to those who keep copies; nothing has happened. */
    public static final String AGAIN = "delivery.snapshot.v1";

    private final Deliveries deliveries;
    private final DecisionRounds rounds;
    private final QuoteTokens tokens;
    private final Announcement announcement;
    private final JsonMapper json;

    DeliveryCopies(
            Deliveries deliveries,
            DecisionRounds rounds,
            QuoteTokens tokens,
            Announcement announcement,
            JsonMapper json) {
        this.deliveries = deliveries;
        this.rounds = rounds;
        this.tokens = tokens;
        this.announcement = announcement;
        this.json = json;
    }

    @Override
    public Optional<Copy> lock(String id) {
        return deliveries.lock(id).map(this::copyOf);
    }

    @Override
    public Optional<Copy> find(String id) {
        return deliveries.findById(id).map(this::copyOf);
    }

    @Override
    public void keep(String id, long epoch, long sequence, JsonNode snapshot, UnaryOperator<JsonNode> unknownIn) {
        DeliverySnapshot read = json.treeToValue(snapshot, DeliverySnapshot.class);
        Delivery delivery = deliveries.lock(id).orElseGet(() -> Delivery.copied(read));
        JsonNode unknown = unknownIn.apply(json.valueToTree(read));
        delivery.become(read, epoch, sequence, unknown.isEmpty() ? null : unknown);
        deliveries.saveAndFlush(delivery);
        delivery.attempts().stream()
                .map(Attempt::quoteToken)
                .filter(Objects::nonNull)
                .forEach(token -> tokens.usedElsewhere(token, id));
    }

    /** The rounds of the decision record that an event brings along; known ones change nothing. */
    @Override
    public void heard(String id, JsonNode eventData) {
        for (JsonNode round : eventData.path("rounds")) {
            rounds.append(id, json.treeToValue(round, DecisionRound.class));
        }
    }

    @Override
    public void surrender(String id, long epoch) {
        deliveries.lock(id).ifPresent(delivery -> delivery.surrender(epoch));
    }

    @Override
    public void tellAgain(String id) {
        deliveries.findById(id).ifPresent(delivery -> announcement.again(AGAIN, delivery));
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return deliveries.idsAfter(Objects.requireNonNullElse(after, ""), limit);
    }

    @Override
    public long countWithParity(int parity) {
        return deliveries.countWithParity(parity);
    }

    private Copy copyOf(Delivery delivery) {
        return new Copy(
                delivery.epoch(),
                delivery.sequence(),
                () -> announcement.snapshot(delivery, delivery.updatedAt(), null));
    }
}
