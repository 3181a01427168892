package io.orkestro.dispatch.intake.shop;

import java.time.Instant;
import java.util.Map;

/**
 * An event as it was received.
 *
 * @param headers by lower-case name
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record KeptEvent(String topic, Map<String, String> headers, byte[] body, Instant receivedAt) {}
