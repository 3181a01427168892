package io.orkestro.gateway.flags;

import io.orkestro.gateway.flags.FlagRefused.Kind;
import io.orkestro.gateway.flags.audit.Audit;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Placement;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Stage;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.togglz.core.Feature;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.repository.StateRepository;
import org.togglz.core.user.FeatureUser;
import org.togglz.core.user.UserProvider;
import tools.jackson.databind.json.JsonMapper;

/**
 * The flags, as Togglz keeps them. A change is one transaction: the state, the routing table, its audit entry, the
 * message to every application and the bell for the edges. An edit says which version it has seen; where that is not
 * the present one it is refused, so no forgotten tab undoes anybody's change.
 *
 * <p>{@code FeatureManager.enable} and {@code disable} would wipe stage and parameters; as they know no version either,
 * they are refused here.
 */
public final class Flags implements StateRepository {

    private final FlagTables tables;
    private final Audit audit;
    private final RoutingNews news;
    private final Backfill backfill;
    private final Latch latch;
    private final Retirement retirement;
    private final UserProvider users;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Flags(
            JdbcClient jdbc,
            JsonMapper json,
            Audit audit,
            Outbox outbox,
            Backfill backfill,
            Latch latch,
            Retirement retirement,
            UserProvider users,
            TransactionTemplate transaction,
            Clock clock) {
        this.tables = new FlagTables(jdbc, json);
        this.audit = audit;
        this.news = new RoutingNews(outbox);
        this.backfill = backfill;
        this.latch = latch;
        this.retirement = retirement;
        this.users = users;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What the audit keeps of a state. */
    private record Recorded(
            String words, boolean enabled, String stage, Map<Stage, Map<String, String>> parameters, long version) {

        static Recorded of(FlagState state) {
            return new Recorded(
                    state.words(), state.enabled(), state.inForce().name(), state.parameters(), state.version());
        }
    }

    public List<FlagState> all() {
        return Arrays.stream(Capability.values()).map(tables::find).toList();
    }

    public FlagState find(Capability capability) {
        return tables.find(capability);
    }

    /** The table in force. */
    public RoutingTable table() {
        return tables.table();
    }

    /** Tells the table again, unchanged, to applications that were born after its last change. */
    public void tellAgain() {
        transaction.executeWithoutResult(status -> news.tell(tables.lockTable()));
    }

    /** With the parameters of every stage, and {@code version}; the reason of the next edit is its author's to type. */
    @Override
    public FeatureState getFeatureState(Feature feature) {
        FlagState flag = tables.find(Capability.valueOf(feature.name()));
        Stage stage = flag.stage();
        FeatureState state = new FeatureState(feature, flag.enabled());
        state.setStrategyId(stage == null ? null : StageStrategy.idOf(stage));
        flag.parameters().values().forEach(texts -> texts.forEach(state::setParameter));
        state.setParameter(StageStrategy.VERSION, Long.toString(flag.version()));
        return state;
    }

    /**
     * Without a strategy only {@code enabled} changes.
     *
     * @throws FlagRefused where the edit is stale, invalid, illegal, too early, latched or not this person's to make
     */
    @Override
    public void setFeatureState(FeatureState wanted) {
        String actor = admin();
        FlagEdit edit = FlagEdit.of(wanted);
        Instant now = clock.instant();
        FlagState before = tables.find(edit.capability());
        FlagState after = Moves.apply(before, edit, actor, now);
        if (after.equals(before)) {
            return;
        }
        requireNotLatched(before, after);
        objection(before, after, now).ifPresent(words -> {
            throw new FlagRefused(Kind.NOT_READY, words);
        });
        transaction.executeWithoutResult(status -> commit(before, after, now));
    }

    /** Where this flag goes next, and what is missing for that; empty where it has arrived. Asks the service: a call. */
    public Optional<NextStep> nextStep(FlagState present) {
        return Moves.next(present.inForce()).map(stage -> {
            FlagState then = present.with(true, stage, present.parameters());
            List<String> missing = new ArrayList<>();
            latched(present, then).ifPresent(missing::add);
            objection(present, then, clock.instant()).ifPresent(missing::add);
            boolean isOffered = Stages.ofId(StageStrategy.idOf(stage)).isPresent();
            return new NextStep(stage, isOffered, missing);
        });
    }

    /**
     * One stage back, without a person: live to canary, with at most half of the keys that are not named, so that both
     * sides have traffic; canary to shadow. A change like any other, and nothing where somebody was faster.
     *
     * @param seen version of the state that was judged
     * @param reason with the figures, at most 200 characters
     * @param alongside done in the same transaction
     * @return the state afterwards; empty where the flag is not that state any more, or there is no way back
     */
    public Optional<FlagState> stepBack(
            Capability capability, long seen, String actor, String reason, Consumer<FlagState> alongside) {
        Instant now = clock.instant();
        FlagState before = tables.find(capability);
        if (before.version() != seen) {
            return Optional.empty();
        }
        Optional<FlagState> after = Moves.stepBack(before, actor, now, reason);
        try {
            after.ifPresent(back -> transaction.executeWithoutResult(status -> {
                commit(before, back, now);
                alongside.accept(back);
            }));
        } catch (FlagRefused somebodyWasFaster) {
            return Optional.empty();
        }
        return after;
    }

    private void requireNotLatched(FlagState before, FlagState after) {
        latched(before, after).ifPresent(objection -> {
            throw new FlagRefused(Kind.LATCHED, objection);
        });
    }

    private Optional<String> latched(FlagState before, FlagState after) {
        return Moves.isForward(before, after) ? latch.objection(after.capability()) : Optional.empty();
    }

    private Optional<String> objection(FlagState before, FlagState after, Instant now) {
        Capability capability = after.capability();
        if (Moves.needsTheService(before, after)) {
            return backfill.objection(capability);
        }
        Placement placement = tables.table().placementOf(capability);
        if (Moves.retires(before, after)) {
            return retirement.objectionToRetiring(capability, placement.changedAt(), now);
        }
        if (Moves.returns(before, after)) {
            return retirement.objectionToReturning(capability, placement.returning());
        }
        return Optional.empty();
    }

    private void commit(FlagState before, FlagState after, Instant now) {
        RoutingTable table = tables.lockTable();
        FlagState present = tables.find(after.capability());
        if (present.version() != before.version()) {
            throw Moves.stale(present);
        }
        requireNotLatched(before, after);
        RoutingTable next = after.placedIn(table, now);
        tables.keep(after);
        audit.record(
                after.changedBy(),
                after.enabled() || !before.enabled() ? "flag.changed" : "flag.switched-off",
                after.capability().name(),
                Recorded.of(before),
                Recorded.of(after),
                after.reason());
        news.tell(next);
        tables.keep(next, now);
    }

    private String admin() {
        FeatureUser user = users.getCurrentUser();
        if (user == null || !user.isFeatureAdmin()) {
            throw new FlagRefused(Kind.FORBIDDEN, "Only an admin changes flags.");
        }
        return user.getName();
    }
}
