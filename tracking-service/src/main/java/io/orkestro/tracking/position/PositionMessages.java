package io.orkestro.tracking.position;

import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Positions of couriers that report to the marketplace. */
@Configuration(proxyBeanMethods = false)
class PositionMessages {

    @Bean
    Subscription trackingHearsTheMarketplace(ReportPositions report, SandboxCouriers sandbox) {
        return Subscription.of(Capability.TRACKING.slug(), Capability.COURIER_MARKETPLACE.slug())
                .onAddressed(
                        CourierPositioned.TYPE,
                        CourierPositioned.class,
                        (envelope, positioned) -> report.record(List.of(positioned.asReport(envelope.decision()))))
                .onEvent(
                        "courier.changed.v1",
                        SandboxCouriers.CourierNews.class,
                        (envelope, news) -> sandbox.remember(envelope.sequence(), news.courier()))
                .build();
    }
}
