package io.orkestro.platform.web.rehearsal;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A controller's method that writes and may be rehearsed: all it does is undone by rolling back one transaction on the
 * request's own thread. Rows, and messages through the outbox, are; calls, files, other threads and what is kept in memory
 * are not. What writes and is not marked is refused with 501 before it runs; each that is marked has its place in the
 * application's {@code RehearsalContract}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Rehearsable {}
