package io.orkestro.dispatch.intake.order;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Orders extends Repository<Order, String> {

    Optional<Order> findById(String id);

    List<Order> findByIdInOrderByCreatedAtDescIdDesc(List<String> ids);

    List<Order> findByDeliveryIdIn(List<String> deliveryIds);

    long countByDeliveryIdIn(List<String> deliveryIds);

    /** For a change: others wait until this transaction has ended. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select o from Order o where o.id = :id")
    Optional<Order> lock(String id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select o from Order o where o.deliveryId = :deliveryId")
    Optional<Order> lockByDelivery(String deliveryId);

    /** What the shop calls those of its orders that begin so. */
    @Query("select o.shopOrderId from Order o where o.retailerId = :retailerId and o.source = :source"
            + " and substring(o.shopOrderId, 1, length(:prefix)) = :prefix")
    List<String> namedAfter(String retailerId, String source, String prefix);

    Order save(Order order);

    /** Makes parallel tellings of one order wait for each other, so that the second meets the first's. */
    @Query(value = "select cast(pg_advisory_xact_lock(hashtextextended(:id, 0)) as text)", nativeQuery = true)
    String queue(String id);
}
