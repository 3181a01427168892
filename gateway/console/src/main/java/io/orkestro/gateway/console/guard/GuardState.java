package io.orkestro.gateway.console.guard;

import io.orkestro.platform.routing.Capability;
import java.time.Instant;

/**
 * What the guard thinks of a capability.
 *
 * @param lookedAt when it last looked
 * @param since when it began to think so
 */
public record GuardState(Capability capability, Instant lookedAt, Mood mood, String words, Instant since) {}
