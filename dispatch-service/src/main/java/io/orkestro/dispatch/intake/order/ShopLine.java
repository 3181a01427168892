package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One line of what was sold.
 *
 * @param grams of one of them; null or 0 is unknown
 * @param price of one of them
 * @param isCarried false for what nobody carries: gift cards, downloads, services
 */
public record ShopLine(
        String name,
        int quantity,
        @Nullable Integer grams,
        @Nullable Money price,
        boolean isCarried) {}
