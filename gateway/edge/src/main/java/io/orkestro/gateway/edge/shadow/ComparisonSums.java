package io.orkestro.gateway.edge.shadow;

import io.orkestro.platform.routing.Capability;

/**
 * What became in one second of requests of one route that both sides were asked.
 *
 * @param epochSecond when the second began
 * @param route method and pattern
 * @param compared with or without a difference
 * @param different of these
 * @param dropped chosen for the sample and not compared
 * @param unanswered the other side gave no answer
 * @param undecided differed, and went on changing: neither the same nor different
 */
public record ComparisonSums(
        long epochSecond,
        Capability capability,
        String route,
        int compared,
        int different,
        int dropped,
        int unanswered,
        int undecided) {}
