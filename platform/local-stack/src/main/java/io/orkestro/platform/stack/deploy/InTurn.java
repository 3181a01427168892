package io.orkestro.platform.stack.deploy;

import io.orkestro.platform.stack.process.Progress;
import io.orkestro.platform.stack.process.Waiting;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The new build in the old one's own place, for what nobody but its address leads to: one place after the other, so that of several
 * edges the others serve. Of a single one there is none for the seconds of a start. Where the new build is not ready, the old one
 * comes back to each place.
 */
public final class InTurn implements Replacement {

    private final List<Place> places;
    private final String build;
    private final Patience patience;
    private final InstantSource clock;
    private final Progress progress;

    public InTurn(List<Place> places, String build, Patience patience, InstantSource clock, Progress progress) {
        this.places = List.copyOf(places);
        this.build = build;
        this.patience = patience;
        this.clock = clock;
        this.progress = progress;
    }

    @Override
    public Course run() {
        Instant left = clock.instant();
        String before = places.getFirst().build();
        List<Place> replaced = new ArrayList<>();
        for (Place place : places) {
            if (!replaced.isEmpty()) {
                Waiting.pause(patience.noticed());
            }
            replaced.add(place);
            progress.say("  leave  %s finishes what is under way".formatted(place.name()));
            place.stop();
            if (!serves(place, build)) {
                return back(replaced, before, left);
            }
        }
        Instant ready = clock.instant();
        return new Course(ready, left, ready, Ending.LIVE, "");
    }

    private boolean serves(Place place, String wanted) {
        progress.say("  start  %s at %s".formatted(wanted, place.name()));
        place.start(wanted);
        boolean ready =
                Waiting.until(() -> !place.isRunning() || place.isReady(), patience.ready()) && place.isRunning();
        progress.say(ready ? "  ready  " + place.name() : "  back   it is not ready:%n%s".formatted(place.lastWords()));
        return ready;
    }

    private Course back(List<Place> replaced, String before, Instant left) {
        String fault = replaced.getLast().isRunning()
                ? "was not ready after %d s".formatted(patience.ready().toSeconds())
                : "died while starting";
        boolean all = true;
        for (Place place : replaced.reversed()) {
            place.stop();
            all &= serves(place, before);
        }
        return new Course(null, left, clock.instant(), all ? Ending.WENT_BACK : Ending.STUCK, fault);
    }
}
