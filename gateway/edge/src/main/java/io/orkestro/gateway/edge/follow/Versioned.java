package io.orkestro.gateway.edge.follow;

/** A snapshot with the version it is of. */
record Versioned<T>(long version, T content) {}
