package io.orkestro.tracking.transition;

import io.orkestro.platform.handover.Handover;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Side;
import io.orkestro.tracking.OtherSide;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells the other side where couriers were seen, one fix in five seconds and delivery; and knows whether this one has heard
 * all that the other announced. It has when the other's watermark is past the moment from which this side tells, and a
 * little more, for steps that the other had begun before; where the other is silent, after ten seconds. Of a delivery that
 * nobody has told about yet there is nothing to wait for.
 */
@Component
class TellTheOtherSide implements OtherSide {

    static final Duration BETWEEN_FIXES = Duration.ofSeconds(5);

    private static final Duration STEPS_UNDER_WAY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int ROWS_PER_SWEEP = 10_000;

    private final Handover handover;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final Clock clock;

    TellTheOtherSide(Handover handover, Outbox outbox, JdbcClient jdbc, Clock clock) {
        this.handover = handover;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void stepped(String deliveryId, Decision decision) {
        if (!handover.isShared(Capability.TRACKING)) {
            return;
        }
        jdbc.sql("""
                        insert into told_delivery as told (delivery_id, side, since) values (:delivery, :side, timestamptz 'epoch')
                        on conflict (delivery_id) do update set side = excluded.side, since = :now
                        where told.side <> excluded.side
                        """)
                .param("delivery", deliveryId)
                .param("side", sideOf(decision))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public void saw(Collection<Seen> seen) {
        if (!handover.isShared(Capability.TRACKING) || seen.isEmpty()) {
            return;
        }
        List<Seen> all = List.copyOf(seen);
        Map<String, Instant> toldUpTo = jdbc
                .sql("""
                        insert into told_delivery as told (delivery_id, side, since, attempt, told_fix_at)
                        select id, side, timestamptz 'epoch', attempt, fix_at
                        from unnest(cast(:ids as text[]), cast(:sides as text[]), cast(:attempts as integer[]),
                                    cast(:fixes as timestamptz[])) as seen(id, side, attempt, fix_at)
                        on conflict (delivery_id) do update set
                          side = excluded.side,
                          since = case when told.side = excluded.side then told.since else :now end,
                          attempt = excluded.attempt,
                          told_fix_at = case
                            when told.told_fix_at is null or told.attempt is distinct from excluded.attempt
                              or excluded.told_fix_at >= told.told_fix_at + :between * interval '1 second'
                            then excluded.told_fix_at else told.told_fix_at end
                        returning delivery_id, told_fix_at
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("between", BETWEEN_FIXES.toSeconds())
                .param("ids", texts(all, one -> one.delivery().id()))
                .param("sides", texts(all, one -> sideOf(one.decision())))
                .param(
                        "attempts",
                        all.stream().mapToInt(one -> one.delivery().attempt()).toArray())
                .param("fixes", texts(all, one -> one.fix().recordedAt()))
                .query((row, _) -> Map.entry(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        all.stream()
                .filter(one -> one.fix()
                        .recordedAt()
                        .equals(toldUpTo.get(one.delivery().id())))
                .forEach(this::tell);
    }

    private void tell(Seen seen) {
        String id = seen.delivery().id();
        outbox.append(Message.event(
                Capability.TRACKING.slug(),
                PositionsKept.TYPE,
                id,
                0,
                0,
                seen.decision(),
                new PositionsKept(id, seen.delivery().attempt(), seen.courierId(), List.of(seen.fix()))));
    }

    @Override
    public boolean hasSaidAll(String deliveryId) {
        if (!handover.isShared(Capability.TRACKING)) {
            return true;
        }
        return jdbc.sql("select side, since from told_delivery where delivery_id = ?")
                .param(deliveryId)
                .query((row, _) -> row.getString(1).equals(Side.SERVICE.slug())
                        && hasSaidAllBefore(
                                row.getObject(2, OffsetDateTime.class).toInstant()))
                .optional()
                .orElse(false);
    }

    private boolean hasSaidAllBefore(Instant since) {
        Instant now = clock.instant();
        return now.isAfter(since.plus(PATIENCE))
                || handover.heardUpTo(Capability.TRACKING)
                        .filter(heard -> heard.isAfter(since.plus(STEPS_UNDER_WAY)))
                        .isPresent();
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void forgetWhatIsOver() {
        jdbc.sql("""
                        delete from told_delivery where delivery_id = any(array(
                          select told.delivery_id from told_delivery told
                          left join tracked_delivery delivery on delivery.id = told.delivery_id
                          where coalesce(delivery.ended_at, told.since) < :before
                            and (delivery.id is null or delivery.ended_at is not null)
                          limit :rows))
                        """)
                .param("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .param("rows", ROWS_PER_SWEEP)
                .update();
    }

    private static String sideOf(Decision decision) {
        return decision.of(Capability.TRACKING).slug();
    }

    private static String[] texts(List<Seen> seen, Function<Seen, Object> value) {
        return seen.stream().map(one -> value.apply(one).toString()).toArray(String[]::new);
    }
}
