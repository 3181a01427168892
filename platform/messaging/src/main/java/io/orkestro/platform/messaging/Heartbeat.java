package io.orkestro.platform.messaging;

import org.jspecify.annotations.Nullable;

/**
 * "All that was committed here before then has left": the data of {@code heartbeat.v1}, which runs through every
 * partition of the outbox behind everything else.
 *
 * @param at UTC, taken before the row was appended
 * @param partition of the outbox it went through
 * @param partitions how many there are; the producer's watermark is the lowest of all
 * @param returning the version of the routing table since which the producer listens again, after it had ceased to; absent
 *     where it never had
 */
public record Heartbeat(
        String at, int partition, int partitions, @Nullable Long returning) {

    public static final String TYPE = "heartbeat.v1";
}
