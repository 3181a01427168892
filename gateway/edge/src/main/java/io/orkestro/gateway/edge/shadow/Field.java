package io.orkestro.gateway.edge.shadow;

/**
 * Where two answers differ, with nothing personal in it.
 *
 * @param at a JSON pointer, or {@code status}, {@code body}, or the name of a header
 * @param served what the client was told, as far as it may be shown
 * @param asked what the other side said, likewise
 */
public record Field(String at, String served, String asked) {}
