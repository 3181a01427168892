package io.orkestro.dispatch.intake.shop;

import org.jspecify.annotations.Nullable;

/**
 * How a delivery goes.
 *
 * @param orderId as the shop calls it
 * @param status of the delivery, as the API spells it
 */
public record ShopNews(
        String orderId,
        String deliveryId,
        String status,
        @Nullable String trackingUrl) {}
