package io.orkestro.platform.messaging;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.orkestro.platform.routing.Decision;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of a message: the envelope, flat, and the data. */
final class WireFormat {

    private final JsonMapper json;

    WireFormat(JsonMapper json) {
        this.json = json;
    }

    String write(Envelope envelope, Object data) {
        return json.writeValueAsString(new Written(
                envelope.id(),
                envelope.type(),
                envelope.subject(),
                envelope.sequence(),
                envelope.epoch(),
                envelope.occurredAt().toString(),
                envelope.producer(),
                envelope.decision().encoded(),
                envelope.traceparent(),
                data));
    }

    /** The same message with one more forward; what is not known of it stays. */
    String forwarded(Received received) {
        ObjectNode message = (ObjectNode) received.whole().deepCopy();
        message.put("forwards", received.envelope().forwards() + 1);
        return json.writeValueAsString(message);
    }

    /** @throws Unreadable where it is no JSON, or the envelope is not complete */
    Received read(byte[] body) throws Unreadable {
        try {
            JsonNode whole = json.readTree(body);
            if (!whole.isObject()) {
                throw new IllegalArgumentException("it is no object");
            }
            return json.treeToValue(whole, Read.class).received(whole);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new Unreadable("not an envelope: " + e.getMessage(), e);
        }
    }

    /** @throws Unreadable where the data lacks what the consumer needs */
    <T> T data(Received received, Class<T> type) throws Unreadable {
        try {
            return json.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(received.data());
        } catch (JacksonException e) {
            throw new Unreadable("data is not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** @param whole as it was on the wire */
    record Received(Envelope envelope, JsonNode data, JsonNode whole) {}

    /** Trying again will not help. */
    static final class Unreadable extends Exception {

        Unreadable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Written(
            UUID id,
            String type,
            String subject,
            long sequence,
            long epoch,
            String occurredAt,
            String producer,
            String decision,
            @Nullable String traceparent,
            Object data) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Read(
            @Nullable UUID id,
            @Nullable String type,
            @Nullable String subject,
            @Nullable Long sequence,
            @Nullable Long epoch,
            @Nullable String occurredAt,
            @Nullable String producer,
            @Nullable String decision,
            @Nullable String traceparent,
            @Nullable Integer forwards,
            @Nullable JsonNode data) {

        Received received(JsonNode whole) {
            if (data == null || !data.isObject()) {
                throw new IllegalArgumentException("data is no object");
            }
            Envelope envelope = new Envelope(
                    needed("id", id),
                    needed("type", type),
                    needed("subject", subject),
                    sequence == null ? 0 : sequence,
                    epoch == null ? 0 : epoch,
                    Instant.parse(needed("occurredAt", occurredAt)),
                    needed("producer", producer),
                    Decision.decode(needed("decision", decision)),
                    traceparent,
                    forwards == null ? 0 : forwards);
            return new Received(envelope, data, whole);
        }

        private static <T> T needed(String name, @Nullable T value) {
            if (value == null) {
                throw new IllegalArgumentException("it has no " + name);
            }
            return value;
        }
    }
}
