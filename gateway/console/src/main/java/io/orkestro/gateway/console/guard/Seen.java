package io.orkestro.gateway.console.guard;

import io.orkestro.gateway.console.traffic.Counts;

/**
 * One second of a capability, of all edges that have told theirs.
 *
 * @param epochSecond on the edges' clocks
 * @param oldServed what the monolith answered to clients
 * @param oldAsked what it was only asked to compare
 */
record Seen(long epochSecond, Counts oldServed, Counts oldAsked, Counts newServed, Counts newAsked) {}
