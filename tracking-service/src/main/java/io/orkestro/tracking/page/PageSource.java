package io.orkestro.tracking.page;

import io.orkestro.tracking.Changes;
import io.orkestro.tracking.stream.Event;
import io.orkestro.tracking.stream.Source;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stream behind one recipient's page: each event is the whole page, so whoever missed some has missed nothing. */
final class PageSource implements Source {

    private final String deliveryId;
    private final Changes changes;
    private final Supplier<@Nullable Snapshot> page;
    private @Nullable String seen;
    private boolean over;

    /** The page as it is now. */
    record Snapshot(PageState state, String id, String json) {}

    /**
     * @param page null where there is none any more
     * @param seen the id the client saw last
     */
    PageSource(String deliveryId, Changes changes, Supplier<@Nullable Snapshot> page, @Nullable String seen) {
        this.deliveryId = deliveryId;
        this.changes = changes;
        this.page = page;
        this.seen = seen;
    }

    @Override
    public String topic() {
        return deliveryId;
    }

    @Override
    public Changes.Watch watch(Runnable onChange) {
        return changes.watch(deliveryId, onChange);
    }

    @Override
    public List<Event> next() {
        Snapshot now = page.get();
        over = now == null || now.state().over();
        if (now == null || now.id().equals(seen)) {
            return List.of();
        }
        seen = now.id();
        return List.of(new Event(now.id(), "state", now.json()));
    }

    @Override
    public boolean isOver() {
        return over;
    }
}
