package io.orkestro.marketplace.booking;

/** Notification asks to pass a text on to the driver. */
public record MessageRequestedMessage(String messageId, String deliveryId, String courierId, String text) {}
