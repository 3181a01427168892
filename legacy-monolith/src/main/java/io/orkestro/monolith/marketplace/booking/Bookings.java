package io.orkestro.monolith.marketplace.booking;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The bookings' rows. */
interface Bookings extends Repository<Booking, String> {

    Booking save(Booking booking);

    void flush();

    Optional<Booking> findById(String id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select b from Booking b where b.id = :id")
    Optional<Booking> lock(String id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("""
            select b from Booking b
            where b.deliveryId = :deliveryId and b.status in (OFFERED, CONFIRMED) and not b.replica
            """)
    Optional<Booking> lockLive(String deliveryId);

    @Query("""
            select b from Booking b
            where b.deliveryId = :deliveryId and b.status in (OFFERED, CONFIRMED) and not b.replica
            """)
    Optional<Booking> findLive(String deliveryId);

    /** Whose it is, without looking at it: what is to be locked later is not to be seen before. */
    @Query("select b.courierId from Booking b where b.id = :id")
    Optional<String> courierOf(String id);

    /** As {@link #courierOf}, of the live booking here. */
    @Query("""
            select b.courierId from Booking b
            where b.deliveryId = :deliveryId and b.status in (OFFERED, CONFIRMED) and not b.replica
            """)
    Optional<String> courierOfLive(String deliveryId);

    /** Here and as far as is known there; the newest attempt first. */
    @Query("""
            select b.courierId from Booking b
            where b.deliveryId = :deliveryId and b.status in (OFFERED, CONFIRMED)
            order by b.attempt desc
            """)
    List<String> couriersOf(String deliveryId);

    @Query("select b from Booking b where b.courierId = :courierId and b.status in (OFFERED, CONFIRMED) order by b.id")
    List<Booking> live(String courierId);

    /** The newest first. */
    @Query("select b from Booking b where b.courierId = :courierId and b.endedAt >= :since order by b.endedAt desc")
    List<Booking> endedSince(String courierId, Instant since, Limit limit);

    /** As {@link #live}, and as they are until this transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select b from Booking b where b.courierId = :courierId and b.status in (OFFERED, CONFIRMED) order by b.id")
    List<Booking> lockAllLive(String courierId);

    @Modifying
    @Query("update Booking b set b.replica = :replica where b.courierId = :courierId and b.replica <> :replica")
    void mark(String courierId, boolean replica);

    /** A booking's request and its withdrawal wait for each other, whichever comes first. */
    @Query(value = "select 1 from pg_advisory_xact_lock(hashtextextended(:id, 0))", nativeQuery = true)
    int lockUnborn(String id);

    @Query("""
            select b from Booking b
            where b.courierId = :courierId and (:status is null or b.status = :status)
            order by b.requestedAt desc, b.id desc
            """)
    List<Booking> newest(String courierId, @Nullable BookingStatus status, Limit limit);

    @Query("""
            select b from Booking b
            where b.courierId = :courierId and (:status is null or b.status = :status)
              and (b.requestedAt < :at or (b.requestedAt = :at and b.id < :id))
            order by b.requestedAt desc, b.id desc
            """)
    List<Booking> newestBefore(String courierId, @Nullable BookingStatus status, Instant at, String id, Limit limit);

    @Query("""
            select count(b) > 0 from Booking b
            where b.deliveryId = :deliveryId and b.courierId = :courierId and b.reason = 'dropped_out'
            """)
    boolean hasDroppedOut(String deliveryId, String courierId);
}
