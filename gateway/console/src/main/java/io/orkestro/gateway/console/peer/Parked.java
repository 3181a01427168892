package io.orkestro.gateway.console.peer;

/** A message that an application could not handle, without what is in it. */
record Parked(
        String id,
        String consumer,
        String exchange,
        String type,
        String subject,
        String reason,
        int attempts,
        String parkedAt) {}
