package io.orkestro.platform.web.page;

import io.orkestro.platform.web.problem.Malformed;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A position in a list ordered by time and id, opaque to clients. It means the same on both sides of a capability.
 *
 * @param at the row's time, to the microsecond
 * @param id the row's id, which breaks ties
 */
public record Cursor(Instant at, String id) {

    public String encoded() {
        long micros = Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000L);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((micros + "/" + id).getBytes(StandardCharsets.UTF_8));
    }

    /** The cursor a client sent, or null where it sent none. */
    public static @Nullable Cursor decode(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            int slash = text.indexOf('/');
            long micros = Long.parseLong(text.substring(0, Math.max(slash, 0)));
            String id = text.substring(slash + 1);
            if (id.isEmpty() || id.length() > 200 || id.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("no id");
            }
            return new Cursor(
                    Instant.ofEpochSecond(
                            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L),
                    id);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new Malformed("invalid_cursor", "The cursor is not one this API gave out; start without one.");
        }
    }
}
