package io.orkestro.platform.stack.deploy;

import io.orkestro.platform.stack.process.Progress;
import java.time.InstantSource;

/**
 * Beside the old one, and home again: the second place serves the new build only while the first one is replaced. For places that
 * others start by name, who must always find the build that serves at the first.
 */
public final class StandIn implements Replacement {

    private final Beside there;
    private final Beside home;

    public StandIn(Place first, Place second, String build, Patience patience, InstantSource clock, Progress progress) {
        this.there = new Beside(second, first, build, Counts.UNKNOWN, patience, clock, progress);
        this.home = new Beside(first, second, build, Counts.UNKNOWN, patience, clock, progress);
    }

    @Override
    public Course run() {
        Course away = there.run();
        if (away.ending() != Ending.LIVE) {
            return away;
        }
        Course back = home.run();
        return back.ending() == Ending.LIVE
                ? new Course(away.ready(), away.left(), back.ended(), Ending.LIVE, "")
                : new Course(
                        away.ready(),
                        away.left(),
                        back.ended(),
                        Ending.STUCK,
                        "serves at its second place alone: at the first it " + back.why());
    }
}
