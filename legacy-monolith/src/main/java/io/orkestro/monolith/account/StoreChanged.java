package io.orkestro.monolith.account;

/** A store as it now is. */
record StoreChanged(String retailerId, StoreResponse store) {

    static final String TYPE = "store.changed.v1";
}
