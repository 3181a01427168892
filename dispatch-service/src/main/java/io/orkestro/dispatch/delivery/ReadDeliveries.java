package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.proof.Picture;
import io.orkestro.dispatch.proof.Proof;
import io.orkestro.dispatch.proof.ProofFiles;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.Forbidden;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.request.Caller;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deliveries, their decision records and proofs, for whoever may see them. */
@Component
@Transactional(readOnly = true)
public class ReadDeliveries {

    private final Sight sight;
    private final DecisionRounds rounds;
    private final ProofFiles files;
    private final EntityManager entities;

    ReadDeliveries(Sight sight, DecisionRounds rounds, ProofFiles files, EntityManager entities) {
        this.sight = sight;
        this.rounds = rounds;
        this.files = files;
        this.entities = entities;
    }

    /** Which of a list; null is all. */
    public record Filter(
            @Nullable DeliveryStatus status,
            @Nullable String externalId,
            @Nullable Instant createdAfter) {}

    public DeliveryView get(String id, Caller caller) {
        return sight.show(sight.toRead(id, caller), caller);
    }

    /** The newest first. */
    public Page<DeliveryView> list(Filter filter, int limit, @Nullable Cursor cursor, Caller caller) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        switch (caller.role()) {
            case RETAILER -> conditions.put("d.retailerId = :retailer", caller.retailerId());
            case COURIER -> conditions.put("d.courierId = :courier", caller.courierId());
            case OPS -> {}
            case ANONYMOUS -> throw new Forbidden("This needs an API key.");
        }
        put(conditions, "d.status = :status", filter.status());
        put(conditions, "d.externalId = :external", filter.externalId());
        put(conditions, "d.createdAt > :after", filter.createdAfter());
        String where = String.join(" and ", conditions.keySet());
        if (cursor != null) {
            where += (where.isEmpty() ? "" : " and ") + "(d.createdAt < :at or (d.createdAt = :at and d.id < :id))";
        }
        TypedQuery<Delivery> query = entities.createQuery(
                "select d from Delivery d" + (where.isEmpty() ? "" : " where " + where)
                        + " order by d.createdAt desc, d.id desc",
                Delivery.class);
        conditions.forEach(
                (condition, value) -> query.setParameter(condition.substring(condition.indexOf(':') + 1), value));
        if (cursor != null) {
            query.setParameter("at", cursor.at()).setParameter("id", cursor.id());
        }
        List<Delivery> rows = query.setMaxResults(limit + 1).getResultList();
        return Page.of(rows, limit, row -> new Cursor(row.createdAt(), row.id()))
                .map(row -> sight.show(row, caller));
    }

    /** Why this courier; not for couriers. */
    public DecisionRecord decision(String id, Caller caller) {
        if (caller.isCourier()) {
            throw new Forbidden("This needs the retailer's API key.");
        }
        Delivery delivery = sight.toRead(id, caller);
        return new DecisionRecord(id, delivery.rules().version(), rounds.of(id));
    }

    public List<Proof> proofs(String id, Caller caller) {
        return sight.toRead(id, caller).proofs();
    }

    /** The file of a proof; one without a file is not found. */
    public Picture picture(String id, String proofId, Caller caller) {
        return sight.toRead(id, caller).proofs().stream()
                .filter(one -> one.id().equals(proofId))
                .findFirst()
                .flatMap(files::of)
                .orElseThrow(() -> new NotFound("proof with a file", proofId));
    }

    private static void put(Map<String, Object> conditions, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.put(condition, value);
        }
    }
}
