package io.orkestro.monolith.dispatch.transition;

import io.orkestro.monolith.dispatch.delivery.DeliveryCopies;
import io.orkestro.monolith.dispatch.proof.ProofFiles;
import io.orkestro.monolith.dispatch.rule.RulesCopies;
import io.orkestro.platform.backend.HandedOver;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.backend.SharedKind;
import io.orkestro.platform.handover.Handover;
import io.orkestro.platform.handover.Handover.Feed;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What dispatch hands over, and what it hears of the other side. */
@Configuration(proxyBeanMethods = false)
class Transition {

    private static final List<String> DELIVERY_EVENTS = List.of(
            "delivery.created.v1",
            "delivery.updated.v1",
            "delivery.proof_added.v1",
            "delivery.pending.v1",
            "delivery.assigned.v1",
            "delivery.pickup_arrived.v1",
            "delivery.picked_up.v1",
            "delivery.dropoff_enroute.v1",
            "delivery.dropoff_arrived.v1",
            "delivery.delivered.v1",
            "delivery.cancelled.v1",
            "delivery.returning.v1",
            "delivery.returned.v1",
            "delivery.failed.v1",
            "delivery.expired.v1",
            DeliveryCopies.AGAIN);

    @Bean
    SharedKind deliveryKind(DeliveryCopies copies) {
        return new SharedKind("delivery", Capability.DISPATCH, copies);
    }

    /** Who never wrote rules has those of the beginning. */
    @Bean
    SharedKind rulesKind(RulesCopies copies) {
        return new SharedKind("dispatch-rules", Capability.DISPATCH, copies, true);
    }

    @Bean
    Ownership deliveryOwnership(Handover handover, @Qualifier("deliveryKind") SharedKind kind) {
        return new HandedOver(handover, kind);
    }

    @Bean
    Ownership rulesOwnership(Handover handover, @Qualifier("rulesKind") SharedKind kind) {
        return new HandedOver(handover, kind);
    }

    @Bean
    Subscription dispatchReplicas(
            Handover handover,
            @Qualifier("deliveryKind") SharedKind deliveries,
            @Qualifier("rulesKind") SharedKind rules) {
        return handover.replicas(List.of(
                new Feed(deliveries, DELIVERY_EVENTS),
                new Feed(rules, List.of(RulesCopies.CHANGED, RulesCopies.AGAIN))));
    }

    /** Pictures travel once, before the first event that names them. */
    @Bean
    Subscription proofFileCopies(ProofFiles files) {
        return Subscription.of("dispatch-proof-files", Capability.DISPATCH.slug())
                .onPeerNote(ProofFiles.KEPT, ProofFiles.Kept.class, (_, kept) -> files.copy(kept))
                .build();
    }
}
