package io.orkestro.monolith.account;

import io.orkestro.monolith.place.Address;
import io.orkestro.monolith.place.Location;
import io.orkestro.monolith.place.Stop;
import io.orkestro.platform.web.page.Cursor;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One of a retailer's pick-up places. */
@Entity
@Table(name = "store")
class Store {

    @Id
    private String id;

    private String retailerId;
    private String name;
    private @Nullable String business;

    @JdbcTypeCode(SqlTypes.JSON)
    private Address address;

    private double lat;
    private double lng;
    private @Nullable String phone;
    private @Nullable String email;
    private @Nullable String instructions;
    private @Nullable Integer prepMinutes;
    private Instant createdAt;
    private Instant updatedAt;
    private long sequence;

    @Version
    private int version;

    @SuppressWarnings("NullAway.Init")
    protected Store() {}

    Store(String id, String retailerId, CreateStore request, Instant now) {
        this.id = id;
        this.retailerId = retailerId;
        this.name = request.name();
        this.business = request.business();
        this.address = request.address();
        this.lat = request.location().lat();
        this.lng = request.location().lng();
        this.phone = request.phone();
        this.email = request.email();
        this.instructions = request.instructions();
        this.prepMinutes = request.prepMinutes();
        this.createdAt = now;
        this.updatedAt = now;
        this.sequence = 1;
    }

    void change(StorePatch patch, Instant now) {
        name = patch.name() == null ? name : patch.name();
        business = patch.business() == null ? business : patch.business();
        address = patch.address() == null ? address : patch.address();
        if (patch.location() != null) {
            lat = patch.location().lat();
            lng = patch.location().lng();
        }
        phone = patch.phone() == null ? phone : patch.phone();
        email = patch.email() == null ? email : patch.email();
        instructions = patch.instructions() == null ? instructions : patch.instructions();
        prepMinutes = patch.prepMinutes() == null ? prepMinutes : patch.prepMinutes();
        updatedAt = now;
        sequence++;
    }

    Stop pickup(Instant now) {
        Instant readyAt = prepMinutes == null || prepMinutes == 0 ? null : now.plus(Duration.ofMinutes(prepMinutes));
        return new Stop(name, business, address, new Location(lat, lng), phone, email, instructions, readyAt, null);
    }

    boolean belongsTo(String retailer) {
        return retailerId.equals(retailer);
    }

    String id() {
        return id;
    }

    long sequence() {
        return sequence;
    }

    Cursor cursor() {
        return new Cursor(createdAt, id);
    }

    StoreResponse toResponse() {
        return new StoreResponse(
                id,
                name,
                business,
                address,
                new Location(lat, lng),
                phone,
                email,
                instructions,
                prepMinutes,
                createdAt,
                updatedAt);
    }

    String retailerId() {
        return retailerId;
    }
}
