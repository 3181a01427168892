package io.orkestro.dispatch.intake.shop;

import io.orkestro.dispatch.place.Location;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as shops write it: a number may be a string, a missing text may be empty, and there is always more than is wanted.
 *
 * @param node never null; missing where nothing was said
 */
public record Said(JsonNode node) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** @throws UnreadableEvent where it is not a JSON object */
    public static Said in(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            if (node != null && node.isObject()) {
                return new Said(node);
            }
        } catch (JacksonException notJson) {
            throw new UnreadableEvent("The body is not JSON");
        }
        throw new UnreadableEvent("The body is not a JSON object");
    }

    public Said at(String field) {
        return new Said(node.path(field));
    }

    public Iterable<Said> all(String field) {
        return node.path(field).valueStream().map(Said::new).toList();
    }

    public boolean isThere() {
        return !node.isMissingNode() && !node.isNull();
    }

    /** Text or number as text, stripped; null where there is none, or an empty one. NUL, which no table holds, is left out. */
    public @Nullable String text(String field) {
        JsonNode value = node.path(field);
        String text = value.isString() ? value.stringValue() : value.isNumber() ? value.asString() : null;
        if (text == null) {
            return null;
        }
        String stripped = text.replace("\0", "").strip();
        return stripped.isEmpty() ? null : stripped;
    }

    /** The first of these that says something. */
    public @Nullable String anyText(String... fields) {
        for (String field : fields) {
            String text = text(field);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** @throws UnreadableEvent where it is not there */
    public String required(String field) {
        String text = text(field);
        if (text == null) {
            throw new UnreadableEvent("\"%s\" is missing".formatted(field));
        }
        return text;
    }

    public boolean isTrue(String field) {
        return node.path(field).isBoolean() && node.path(field).booleanValue();
    }

    public boolean isFalse(String field) {
        return node.path(field).isBoolean() && !node.path(field).booleanValue();
    }

    /** A number, or one in a string; null where there is none. */
    public @Nullable BigDecimal number(String field) {
        String text = text(field);
        if (text == null || text.length() > 30) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** As {@link #number}, rounded down and within an int; {@code otherwise} where there is none. */
    public int integer(String field, int otherwise) {
        BigDecimal number = number(field);
        return number == null
                ? otherwise
                : number.max(BigDecimal.valueOf(Integer.MIN_VALUE))
                        .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                        .intValue();
    }

    /** With an offset, or without one in UTC; null where there is none. */
    public @Nullable Instant time(String field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException withoutOffset) {
            try {
                return LocalDateTime.parse(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                        .toInstant(ZoneOffset.UTC);
            } catch (DateTimeException notATime) {
                return null;
            }
        }
    }

    /** A point by two fields; null where one is missing or impossible, or both are 0, which is how some shops say nothing. */
    public @Nullable Location location(String latitude, String longitude) {
        BigDecimal lat = number(latitude);
        BigDecimal lng = number(longitude);
        if (lat == null || lng == null || (lat.signum() == 0 && lng.signum() == 0)) {
            return null;
        }
        boolean possible = Math.abs(lat.doubleValue()) <= 90 && Math.abs(lng.doubleValue()) <= 180;
        return possible ? new Location(lat.doubleValue(), lng.doubleValue()) : null;
    }
}
