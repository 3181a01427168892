package io.orkestro.monolith.marketplace.courier;

import io.orkestro.platform.routing.RoutingKey;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A company or fleet that carries goods. Every change of it raises its sequence by one. */
@Entity
@Table(name = "courier")
public class Courier {

    @Id
    private String id;

    @JdbcTypeCode(SqlTypes.JSON)
    private CourierProfile profile;

    private boolean paused;
    private String offerSecret;
    private Instant createdAt;
    private Instant updatedAt;
    private long epoch;
    private long sequence;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable JsonNode unknown;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init")
    protected Courier() {}

    /**
     * @param sealedSecret its offers are signed with this
     * @param epoch whose it is
     */
    Courier(RoutingKey key, CourierProfile profile, String sealedSecret, long epoch, Instant now) {
        this.id = idOf(key);
        this.profile = profile;
        this.offerSecret = sealedSecret;
        this.createdAt = now.truncatedTo(ChronoUnit.MILLIS);
        this.updatedAt = createdAt;
        this.epoch = epoch;
        this.sequence = 1;
    }

    /** What the other side tells of it; see {@link #become}. */
    static Courier copied(CourierSnapshot snapshot) {
        return new Courier(
                new RoutingKey(snapshot.key()),
                snapshot.profile(),
                snapshot.sealedOfferSecret(),
                0,
                snapshot.createdAt());
    }

    /** @param unknown what of the snapshot nobody here understands */
    void become(CourierSnapshot snapshot, long epoch, long sequence, @Nullable JsonNode unknown) {
        this.profile = snapshot.profile();
        this.paused = snapshot.isPaused();
        this.offerSecret = snapshot.sealedOfferSecret();
        this.createdAt = snapshot.createdAt();
        this.updatedAt = snapshot.updatedAt();
        this.epoch = epoch;
        this.sequence = sequence;
        this.unknown = unknown;
    }

    void surrender(long epoch) {
        this.epoch = epoch;
    }

    static String idOf(RoutingKey key) {
        return "crr_" + key.value();
    }

    void change(CourierProfile changed, Instant now) {
        this.profile = changed;
        touch(now);
    }

    /** No new bookings until it resumes; those it has go on. */
    void pause(Instant now) {
        this.paused = true;
        touch(now);
    }

    void resume(Instant now) {
        this.paused = false;
        touch(now);
    }

    private void touch(Instant now) {
        this.updatedAt = now.truncatedTo(ChronoUnit.MILLIS);
        this.sequence++;
    }

    public String id() {
        return id;
    }

    public RoutingKey key() {
        return RoutingKey.ofPublicId(id);
    }

    public String name() {
        return profile.name();
    }

    public CourierProfile profile() {
        return profile;
    }

    public boolean isPaused() {
        return paused;
    }

    /** Sealed. */
    public String offerSecret() {
        return offerSecret;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    public long epoch() {
        return epoch;
    }

    long sequence() {
        return sequence;
    }

    @Nullable
    JsonNode unknown() {
        return unknown;
    }
}
