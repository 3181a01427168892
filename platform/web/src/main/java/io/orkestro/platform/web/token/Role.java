package io.orkestro.platform.web.token;

/** What a caller is, as its API key says. */
public enum Role {
    RETAILER,
    COURIER,
    OPS,
    /** No key at all: a recipient on the tracking page. */
    ANONYMOUS
}
