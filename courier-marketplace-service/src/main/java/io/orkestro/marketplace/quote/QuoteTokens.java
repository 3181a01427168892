package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import io.orkestro.marketplace.place.Location;
import io.orkestro.platform.web.secret.SecretBox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes quotes that carry themselves: {@code base64url(json).signature}. Dispatch checks one without asking the
 * marketplace, so it holds with the marketplace down.
 */
@Component
class QuoteTokens {

    private static final int ROUTE_BYTES = 8;

    private final SecretBox secrets;
    private final JsonMapper json;

    QuoteTokens(SecretBox secrets, JsonMapper json) {
        this.secrets = secrets;
        this.json = json;
    }

    /** @param route {@link #routeOf} its stops, so that it serves no other way */
    record Claims(
            String quoteId,
            String retailerId,
            String courierId,
            String courierName,
            VehicleType vehicle,
            Money fee,
            Instant pickupEta,
            Instant dropoffEta,
            Instant expiresAt,
            String route) {}

    String sign(String retailerId, Quote quote, Quote.Terms terms, Load load) {
        Claims claims = new Claims(
                quote.id(),
                retailerId,
                quote.courierId(),
                quote.courierName(),
                terms.vehicle(),
                terms.fee(),
                terms.pickupEta(),
                terms.dropoffEta(),
                terms.expiresAt(),
                routeOf(load));
        String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(json.writeValueAsBytes(claims));
        return payload + "." + secrets.sign(payload);
    }

    static String routeOf(Load load) {
        return routeOf(load.pickup().location(), load.dropoff().location());
    }

    /** First 16 hex digits of the SHA-256 of {@code lat,lng>lat,lng}, each with five decimals (about a metre). */
    static String routeOf(Location pickup, Location dropoff) {
        String way = String.format(
                Locale.ROOT, "%.5f,%.5f>%.5f,%.5f", pickup.lat(), pickup.lng(), dropoff.lat(), dropoff.lng());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(way.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ROUTE_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
