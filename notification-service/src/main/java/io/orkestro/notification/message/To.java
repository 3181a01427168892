package io.orkestro.notification.message;

/** Whom a message is for. */
enum To {
    DRIVER,
    RECIPIENT,
    RETAILER
}
