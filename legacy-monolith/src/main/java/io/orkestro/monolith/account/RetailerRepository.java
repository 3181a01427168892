package io.orkestro.monolith.account;

import java.time.Instant;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.CrudRepository;

interface RetailerRepository extends CrudRepository<Retailer, String> {

    /** One row, however many requests use the key for the first time at once; 1 for the request that made it. */
    @Modifying
    @Query(nativeQuery = true, value = """
                    insert into retailer (id, name, language, created_at, sequence, version)
                    values (:id, :name, 'en', :now, 1, 0)
                    on conflict do nothing
                    """)
    int insertIfAbsent(String id, String name, Instant now);
}
