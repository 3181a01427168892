package io.orkestro.notification.webhook;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.CrudRepository;

interface WebhookEndpointRepository extends CrudRepository<WebhookEndpoint, String> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select e from WebhookEndpoint e where e.id = :id")
    Optional<WebhookEndpoint> lock(String id);

    List<WebhookEndpoint> findByRetailerIdAndEnabledTrue(String retailerId);

    @Query(
            value =
                    "select id from webhook_endpoint where id collate \"C\" > :after order by id collate \"C\" limit :limit",
            nativeQuery = true)
    List<String> idsAfter(String after, int limit);

    @Query(value = "select count(*) from webhook_endpoint where epoch % 2 = :parity", nativeQuery = true)
    long countWithParity(int parity);

    @Query(
            "select e from WebhookEndpoint e where e.retailerId = :retailerId and not e.deleted order by e.createdAt desc, e.id desc")
    List<WebhookEndpoint> newest(String retailerId, Limit limit);

    @Query("""
            select e from WebhookEndpoint e
            where e.retailerId = :retailerId and not e.deleted and (e.createdAt < :at or e.createdAt = :at and e.id < :id)
            order by e.createdAt desc, e.id desc
            """)
    List<WebhookEndpoint> newestBefore(String retailerId, Instant at, String id, Limit limit);
}
