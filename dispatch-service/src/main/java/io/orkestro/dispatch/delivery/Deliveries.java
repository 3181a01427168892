package io.orkestro.dispatch.delivery;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Deliveries extends Repository<Delivery, String> {

    Optional<Delivery> findById(String id);

    /** For a change: others wait until this transaction has ended. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select d from Delivery d where d.id = :id")
    Optional<Delivery> lock(String id);

    /** At once: what refers to it is written past the persistence context. */
    Delivery saveAndFlush(Delivery delivery);

    @Query(
            value = "select id from delivery where id collate \"C\" > :after order by id collate \"C\" limit :limit",
            nativeQuery = true)
    List<String> idsAfter(String after, int limit);

    @Query(value = "select count(*) from delivery where epoch % 2 = :parity", nativeQuery = true)
    long countWithParity(int parity);

    /** Makes parallel creates of one id wait for each other, so that the second meets the first's delivery. */
    @Query(value = "select cast(pg_advisory_xact_lock(hashtextextended(:id, 0)) as text)", nativeQuery = true)
    String queue(String id);
}
