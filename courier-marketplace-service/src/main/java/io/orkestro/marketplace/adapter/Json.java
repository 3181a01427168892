package io.orkestro.marketplace.adapter;

import io.orkestro.marketplace.place.Location;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what strangers wrote: what is missing or of another kind than it should be is null, never an error. */
public final class Json {

    private static final int LONGEST = 300;
    private static final Pattern REASON = Pattern.compile("[a-z0-9_]{1,64}");

    private Json() {}

    /** A text, or a number as it was written; at most {@value #LONGEST} characters, and not blank. */
    public static @Nullable String text(JsonNode node) {
        String text = node.isString()
                ? node.stringValue()
                : node.isNumber() ? node.numberValue().toString() : null;
        return text == null || text.isBlank() || text.length() > LONGEST ? null : text;
    }

    /** A number, or a text that is one. */
    public static @Nullable BigDecimal number(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        String text = text(node);
        try {
            return text == null || text.length() > 30 ? null : new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A moment, as RFC 3339 writes it. */
    public static @Nullable Instant moment(JsonNode node) {
        String text = text(node);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    public static @Nullable Location location(JsonNode lat, JsonNode lng) {
        BigDecimal north = number(lat);
        BigDecimal east = number(lng);
        if (north == null || east == null) {
            return null;
        }
        double degreesNorth = north.doubleValue();
        double degreesEast = east.doubleValue();
        boolean onEarth = Math.abs(degreesNorth) <= 90 && Math.abs(degreesEast) <= 180;
        return onEarth ? new Location(degreesNorth, degreesEast) : null;
    }

    /** A courier's code for why, as our reasons are written; null where it is not one. Prose may name people, so it is not. */
    public static @Nullable String reason(JsonNode node) {
        String text = text(node);
        if (text == null) {
            return null;
        }
        String reason = text.toLowerCase(Locale.ROOT).replace('-', '_');
        return REASON.matcher(reason).matches() ? reason : null;
    }
}
