package io.orkestro.gateway.edge.place;

import java.util.List;

/**
 * The places of one application, and the one that requests go to: of those that are ready the one that became it last, because
 * a new build that is ready is to take over from the old one. While none says that it is ready, the choice stands.
 */
final class Places {

    private final List<String> all;
    /** When each became ready, as a count; 0 while it is not. */
    private final long[] readySince;

    private long moment;
    private volatile String chosen;

    /** @param all as {@code http://host:port} */
    Places(List<String> all) {
        this.all = List.copyOf(all);
        this.readySince = new long[all.size()];
        this.chosen = all.getFirst();
    }

    List<String> all() {
        return all;
    }

    /** Where there is but one there is nothing to choose, and nobody to ask. */
    boolean areSeveral() {
        return all.size() > 1;
    }

    String chosen() {
        return chosen;
    }

    /** What a place said when it was asked. */
    synchronized void heard(String place, boolean ready) {
        int index = all.indexOf(place);
        if (!ready) {
            readySince[index] = 0;
        } else if (readySince[index] == 0) {
            readySince[index] = ++moment;
        }
        chooseTheNewest();
    }

    /** Nobody listens at this place: whatever it said last, the next one is tried from now on. */
    synchronized void refused(String place) {
        int index = all.indexOf(place);
        readySince[index] = 0;
        if (chosen.equals(place)) {
            chosen = all.get((index + 1) % all.size());
        }
        chooseTheNewest();
    }

    private void chooseTheNewest() {
        int newest = 0;
        for (int index = 1; index < readySince.length; index++) {
            if (readySince[index] > readySince[newest]) {
                newest = index;
            }
        }
        if (readySince[newest] > 0) {
            chosen = all.get(newest);
        }
    }
}
