package io.orkestro.gateway.console.key;

/** A key with its text, which is shown now and never again. */
record IssuedKey(ApiKey key, KeyText text) {}
