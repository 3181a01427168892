package io.orkestro.monolith.account;

import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.CrudRepository;

interface StoreRepository extends CrudRepository<Store, String> {

    @Query("select s from Store s where s.retailerId = :retailerId order by s.createdAt desc, s.id desc")
    List<Store> newest(String retailerId, Limit limit);

    @Query("""
            select s from Store s
            where s.retailerId = :retailerId and (s.createdAt < :at or s.createdAt = :at and s.id < :id)
            order by s.createdAt desc, s.id desc
            """)
    List<Store> newestBefore(String retailerId, Instant at, String id, Limit limit);

    @Query(
            value = "select id from store where id collate \"C\" > :after order by id collate \"C\" limit :most",
            nativeQuery = true)
    List<String> idsAfter(String after, int most);
}
