package io.orkestro.dispatch.intake.csv;

import java.util.ArrayList;
import java.util.List;

/** What became of some rows, one after the other. */
final class Progress {

    private final int from;
    private int to;
    private int accepted;
    private int unchanged;
    private final List<RefusedRow> refused = new ArrayList<>();

    /** @param from the last row before them */
    Progress(int from) {
        this.from = from;
        this.to = from;
    }

    void accepted(Row row) {
        accepted++;
        to = row.number();
    }

    void unchanged(Row row) {
        unchanged++;
        to = row.number();
    }

    void refused(Row row, List<Fault> faults) {
        refused.add(new RefusedRow(row, faults));
        to = row.number();
    }

    int from() {
        return from;
    }

    /** The last of them. */
    int to() {
        return to;
    }

    int accepted() {
        return accepted;
    }

    int unchanged() {
        return unchanged;
    }

    List<RefusedRow> refused() {
        return List.copyOf(refused);
    }

    boolean isNothing() {
        return to == from;
    }
}
