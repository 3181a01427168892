package io.orkestro.system.fault;

import java.time.Duration;

/** What may happen to one request between two applications. */
public sealed interface Fault {

    /** None. */
    record Pass() implements Fault {}

    /** It arrives late. */
    record Delay(Duration by) implements Fault {}

    /** It arrives and is answered; the answer comes late. */
    record DelayAnswer(Duration by) implements Fault {}

    /** It arrives and is answered; the connection breaks before the answer does. */
    record DropAnswer() implements Fault {}

    /** It arrives twice; the second answer is the one that comes. */
    record Duplicate() implements Fault {}

    /** It never arrives and nobody is told: the connection stays open. */
    record BlackHole() implements Fault {}

    /** It never arrives: the connection is cut with RST. */
    record Reset() implements Fault {}

    /** It never arrives and is answered with this status and no body, as by a server in trouble. */
    record Answer(int status) implements Fault {}
}
