package io.orkestro.dispatch.intake.csv;

import java.util.List;

/** A row that goes back to whoever wrote it. */
record RefusedRow(Row row, List<Fault> faults) {}
