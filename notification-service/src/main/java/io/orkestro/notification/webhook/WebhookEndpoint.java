package io.orkestro.notification.webhook;

import io.orkestro.platform.web.page.Cursor;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Where a retailer's system hears of its deliveries. */
@Entity
@Table(name = "webhook_endpoint")
class WebhookEndpoint {

    static final String EVERYTHING = "*";

    @Id
    private String id;

    private String retailerId;
    private String url;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private String[] events;

    private @Nullable String description;
    private boolean enabled;
    private @Nullable String disabledReason;
    private String sealedSecret;
    private @Nullable String sealedPreviousSecret;
    private @Nullable Instant previousSecretEndsAt;
    private Instant createdAt;
    private Instant updatedAt;
    private boolean deleted;
    private long epoch;
    private long sequence;

    /** Fields of a snapshot from elsewhere that mean nothing here, kept for whoever knows them. */
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable JsonNode unknown;

    @Version
    private int version;

    @SuppressWarnings("NullAway.Init")
    protected WebhookEndpoint() {}

    WebhookEndpoint(
            String id, String retailerId, NewWebhookEndpoint request, String sealedSecret, Instant now, long epoch) {
        this.id = id;
        this.retailerId = retailerId;
        this.url = request.url();
        this.events = request.events() == null
                ? new String[] {EVERYTHING}
                : request.events().toArray(String[]::new);
        this.description = request.description();
        this.enabled = true;
        this.sealedSecret = sealedSecret;
        this.createdAt = now;
        this.updatedAt = now;
        this.epoch = epoch;
        this.sequence = 1;
    }

    /** One that is known from elsewhere alone. */
    static WebhookEndpoint copied(WebhookEndpointSnapshot told) {
        WebhookEndpoint copy = new WebhookEndpoint();
        copy.id = told.id();
        return copy;
    }

    /** Becomes what somebody else has told of it, whoever owns it now. */
    void become(WebhookEndpointSnapshot told, long newEpoch, long newSequence, @Nullable JsonNode notUnderstood) {
        retailerId = told.retailerId();
        url = told.url();
        events = told.events().toArray(String[]::new);
        description = told.description();
        enabled = told.enabled();
        disabledReason = told.disabledReason();
        sealedSecret = told.sealedSecret();
        sealedPreviousSecret = told.sealedPreviousSecret();
        previousSecretEndsAt = told.previousSecretEndsAt();
        createdAt = told.createdAt();
        updatedAt = told.updatedAt();
        deleted = Boolean.TRUE.equals(told.deleted());
        epoch = newEpoch;
        sequence = newSequence;
        unknown = notUnderstood;
    }

    /** Somebody else owns it from now on; what is known of it stays. */
    void surrender(long newEpoch) {
        epoch = newEpoch;
    }

    void change(WebhookEndpointPatch patch, Instant now) {
        url = patch.url() == null ? url : patch.url();
        events = patch.events() == null ? events : patch.events().toArray(String[]::new);
        description = patch.description() == null ? description : patch.description();
        if (patch.enabled() != null) {
            enabled = patch.enabled();
            disabledReason = null;
        }
        changed(now);
    }

    /** The receiver, or we, want no more of it. */
    void disable(String reason, Instant now) {
        enabled = false;
        disabledReason = reason;
        changed(now);
    }

    /** From now on the new secret signs, and until then the old one too. */
    void rotate(String newSealedSecret, Instant oldEndsAt, Instant now) {
        sealedPreviousSecret = sealedSecret;
        previousSecretEndsAt = oldEndsAt;
        sealedSecret = newSealedSecret;
        changed(now);
    }

    /** The last that is heard of it; the row stays, so that nobody is asked for it again in vain. */
    void delete(Instant now) {
        enabled = false;
        deleted = true;
        changed(now);
    }

    private void changed(Instant now) {
        updatedAt = now;
        sequence++;
    }

    boolean hears(String type) {
        return List.of(events).contains(EVERYTHING) || List.of(events).contains(type);
    }

    boolean belongsTo(String retailer) {
        return retailerId.equals(retailer) && !deleted;
    }

    /** The newest first. */
    List<String> liveSealedSecrets(Instant now) {
        return sealedPreviousSecret == null || previousSecretEndsAt == null || !now.isBefore(previousSecretEndsAt)
                ? List.of(sealedSecret)
                : List.of(sealedSecret, sealedPreviousSecret);
    }

    String id() {
        return id;
    }

    String url() {
        return url;
    }

    boolean isEnabled() {
        return enabled;
    }

    String retailerId() {
        return retailerId;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    @Nullable
    JsonNode unknown() {
        return unknown;
    }

    String sealedSecret() {
        return sealedSecret;
    }

    long epoch() {
        return epoch;
    }

    long sequence() {
        return sequence;
    }

    Cursor cursor() {
        return new Cursor(createdAt, id);
    }

    WebhookEndpointResponse toResponse(@Nullable String secret, Instant now) {
        Instant overlapEndsAt = liveSealedSecrets(now).size() > 1 ? previousSecretEndsAt : null;
        return new WebhookEndpointResponse(
                id,
                url,
                List.of(events),
                description,
                enabled,
                disabledReason,
                overlapEndsAt,
                createdAt,
                updatedAt,
                secret);
    }

    WebhookEndpointSnapshot snapshot() {
        return new WebhookEndpointSnapshot(
                id,
                retailerId,
                url,
                List.of(events),
                description,
                enabled,
                disabledReason,
                sealedSecret,
                sealedPreviousSecret,
                previousSecretEndsAt,
                createdAt,
                updatedAt,
                deleted);
    }
}
