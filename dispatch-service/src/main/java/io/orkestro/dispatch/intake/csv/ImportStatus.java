package io.orkestro.dispatch.intake.csv;

/** How far an import is. */
enum ImportStatus {
    WAITING,
    WORKING,
    /** Every row was taken, known already or refused. */
    DONE,
    /** It could not be worked through to its end; why is in its detail. What was taken stays. The same file can be sent again. */
    FAILED
}
