package io.orkestro.notification.message;

/** How a message travels. */
enum Channel {
    EMAIL,
    SMS,
    /** Through the courier, to its driver. */
    COURIER
}
