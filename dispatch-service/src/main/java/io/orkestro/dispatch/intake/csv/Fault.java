package io.orkestro.dispatch.intake.csv;

import io.orkestro.platform.web.problem.Problem.FieldError;

/**
 * What is wrong with a row.
 *
 * @param column its header; empty where it is about the row as a whole
 * @param code stable, snake case
 * @param reason for people
 */
record Fault(String column, String code, String reason) {

    static Fault in(Column column, String code, String reason) {
        return new Fault(column.header(), code, reason);
    }

    /** What is wrong with an order, where it stands in the file. */
    static Fault of(FieldError error) {
        return new Fault(Column.of(error.field()).map(Column::header).orElse(""), error.code(), error.message());
    }
}
