package io.orkestro.dispatch.intake.shop;

import io.orkestro.dispatch.intake.order.ShopLine;
import io.orkestro.dispatch.intake.order.ShopStop;
import io.orkestro.dispatch.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a checkout or a till wants to know: whether, when and for how much a delivery can be had. Still in the shop's words.
 *
 * @param pickup null where the connection's store is meant
 */
public record RateQuestion(
        @Nullable ShopStop pickup,
        ShopStop dropoff,
        List<ShopLine> lines,
        @Nullable Money value) {}
