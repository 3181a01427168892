package io.orkestro.monolith.notification.webhook;

import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.CrudRepository;

interface WebhookEndpointRepository extends CrudRepository<WebhookEndpoint, String> {

    List<WebhookEndpoint> findByRetailerIdAndEnabledTrue(String retailerId);

    @Query("select e from WebhookEndpoint e where e.retailerId = :retailerId order by e.createdAt desc, e.id desc")
    List<WebhookEndpoint> newest(String retailerId, Limit limit);

    @Query("""
            select e from WebhookEndpoint e
            where e.retailerId = :retailerId and (e.createdAt < :at or e.createdAt = :at and e.id < :id)
            order by e.createdAt desc, e.id desc
            """)
    List<WebhookEndpoint> newestBefore(String retailerId, Instant at, String id, Limit limit);
}
