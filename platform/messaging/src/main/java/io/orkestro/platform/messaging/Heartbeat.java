package io.orkestro.platform.messaging;

/**
 * "All that was committed here before then has left": the data of {@code heartbeat.v1}, which runs through every
 * partition of the outbox behind everything else.
 *
 * @param at UTC, taken before the row was appended
 * @param partition of the outbox it went through
 * @param partitions how many there are; the producer's watermark is the lowest of all
 */
public record Heartbeat(String at, int partition, int partitions) {

    public static final String TYPE = "heartbeat.v1";
}
