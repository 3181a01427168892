package io.orkestro.marketplace.courier;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The couriers' rows. */
public interface Couriers extends Repository<Courier, String> {

    Courier save(Courier courier);

    Courier saveAndFlush(Courier courier);

    Optional<Courier> findById(String id);

    List<Courier> findAllById(Iterable<String> ids);

    /** Another text whenever a courier was registered, changed or changed hands. */
    @Query(value = "select cast(last as text) from courier_change", nativeQuery = true)
    String stamp();

    /** Of each courier its id, a colon, and a number that is another one whenever its row has changed. */
    @Query(value = "select concat(id, ':', xmin) from courier", nativeQuery = true)
    List<String> marks();

    /** Waits for whoever else books or changes this courier, until this transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from Courier c where c.id = :id")
    Optional<Courier> lock(String id);

    /** Keeps it where it is, and whose it is, until this transaction ends; others may do so too. */
    @Lock(LockModeType.PESSIMISTIC_READ)
    @Query("select c from Courier c where c.id = :id")
    Optional<Courier> hold(String id);

    @Query(
            value = "select id from courier where id collate \"C\" > :after order by id collate \"C\" limit :limit",
            nativeQuery = true)
    List<String> idsAfter(String after, int limit);

    @Query(value = "select count(*) from courier where epoch % 2 = :parity", nativeQuery = true)
    long countWithParity(int parity);

    /** Waits for whoever else registers a courier under this id, until this transaction ends. */
    @Query(value = "select 1 from pg_advisory_xact_lock(hashtextextended(:id, 0))", nativeQuery = true)
    int lockUnborn(String id);

    @Query("select c from Courier c order by c.createdAt desc, c.id desc")
    List<Courier> newest(Limit limit);

    @Query("""
            select c from Courier c where c.createdAt < :at or (c.createdAt = :at and c.id < :id)
            order by c.createdAt desc, c.id desc
            """)
    List<Courier> newestBefore(Instant at, String id, Limit limit);
}
