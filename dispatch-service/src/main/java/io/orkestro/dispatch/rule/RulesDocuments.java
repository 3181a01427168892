package io.orkestro.dispatch.rule;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface RulesDocuments extends Repository<RulesDocument, String> {

    Optional<RulesDocument> findById(String retailerId);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select d from RulesDocument d where d.retailerId = :retailerId")
    Optional<RulesDocument> lock(String retailerId);

    RulesDocument save(RulesDocument document);

    @Query(
            value = "select retailer_id from dispatch_rules where retailer_id collate \"C\" > :after"
                    + " order by retailer_id collate \"C\" limit :limit",
            nativeQuery = true)
    List<String> idsAfter(String after, int limit);

    @Query(value = "select count(*) from dispatch_rules where epoch % 2 = :parity", nativeQuery = true)
    long countWithParity(int parity);

    /** Makes two first writers wait for each other, where there is no row to lock yet. */
    @Query(
            value = "select cast(pg_advisory_xact_lock(hashtextextended('dispatch_rules/' || :retailerId, 0)) as text)",
            nativeQuery = true)
    String queue(String retailerId);
}
