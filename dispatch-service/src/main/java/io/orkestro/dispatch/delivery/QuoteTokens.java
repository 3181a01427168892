package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.consignment.Consignment;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.place.Location;
import io.orkestro.dispatch.rule.Candidate;
import io.orkestro.platform.web.secret.SecretBox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the quotes of a retailer's own choice. A token is {@code base64url(json).signature}: it proves itself, so it is
 * good with the marketplace down, and it books once.
 */
@Component
class QuoteTokens {

    private static final int ROUTE_BYTES = 8;

    private final SecretBox secrets;
    private final JsonMapper json;
    private final JdbcClient jdbc;

    QuoteTokens(SecretBox secrets, JsonMapper json, JdbcClient jdbc) {
        this.secrets = secrets;
        this.json = json;
        this.jdbc = jdbc;
    }

    /**
     * What the marketplace signed.
     *
     * @param route see {@link #routeOf}
     */
    record Claims(
            String quoteId,
            String retailerId,
            String courierId,
            String courierName,
            @Nullable String vehicle,
            Money fee,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta,
            Instant expiresAt,
            String route) {}

    /**
     * Checks a token and uses it up, in the running transaction.
     *
     * @throws QuoteRefused invalid, of another retailer or way, expired or used
     */
    Delivery.Chosen redeem(String token, String deliveryId, String retailerId, Consignment consignment, Instant now) {
        Claims claims = verified(token);
        String route =
                routeOf(consignment.pickup().location(), consignment.dropoff().location());
        if (!claims.retailerId().equals(retailerId) || !claims.route().equals(route)) {
            throw QuoteRefused.mismatch();
        }
        if (!claims.expiresAt().isAfter(now)) {
            throw QuoteRefused.expired();
        }
        use(claims.quoteId(), deliveryId);
        return new Delivery.Chosen(candidate(claims), token);
    }

    private Claims verified(String token) {
        int dot = token.lastIndexOf('.');
        if (dot < 1) {
            throw QuoteRefused.invalid();
        }
        String payload = token.substring(0, dot);
        byte[] signature = token.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        byte[] expected = secrets.sign(payload).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(signature, expected)) {
            throw QuoteRefused.invalid();
        }
        try {
            return json.readValue(Base64.getUrlDecoder().decode(payload), Claims.class);
        } catch (JacksonException | IllegalArgumentException e) {
            throw QuoteRefused.invalid();
        }
    }

    private void use(String quoteId, String deliveryId) {
        int used = jdbc.sql("""
                        insert into quote_use (quote_id, delivery_id) values (:quote, :delivery)
                        on conflict (quote_id) do nothing
                        """)
                .param("quote", quoteId)
                .param("delivery", deliveryId)
                .update();
        if (used == 0) {
            throw QuoteRefused.alreadyUsed();
        }
    }

    /** A token that was redeemed where this delivery was before. */
    void usedElsewhere(String token, String deliveryId) {
        jdbc.sql("insert into quote_use (quote_id, delivery_id) values (:quote, :delivery) on conflict do nothing")
                .param("quote", verified(token).quoteId())
                .param("delivery", deliveryId)
                .update();
    }

    private static Candidate candidate(Claims claims) {
        return new Candidate(
                claims.quoteId(),
                claims.courierId(),
                claims.courierName(),
                claims.vehicle(),
                claims.fee(),
                claims.pickupEta(),
                claims.dropoffEta(),
                claims.expiresAt(),
                null,
                null,
                true,
                List.of(),
                null);
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
